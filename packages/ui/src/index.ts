/**
 * The visual language that pages share: how a state, an age, an empty place and
 * a failure look, wherever they appear.
 *
 * @packageDocumentation
 */
export { EmptyState, type EmptyStateProps } from './EmptyState/EmptyState';
export { ErrorState, type ErrorStateProps } from './ErrorState/ErrorState';
export {
  RelativeTime,
  type RelativeTimeProps,
} from './RelativeTime/RelativeTime';
export { SectionCard, type SectionCardProps } from './SectionCard/SectionCard';
export {
  StateChip,
  type State,
  type StateChipProps,
} from './StateChip/StateChip';
