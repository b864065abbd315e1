/**
 * The visual language that pages share: how a state, an age, an empty place and
 * a failure look, wherever they appear.
 *
 * @packageDocumentation
 */
export { EmptyState, type EmptyStateProps } from './EmptyState/EmptyState';
export { explainError, type ErrorExplanation } from './ErrorState/explainError';
export { ErrorState, type ErrorStateProps } from './ErrorState/ErrorState';
export { createQueryClient } from './queries/createQueryClient';
export { QueryScope } from './queries/QueryScope';
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
export { useNow } from './RelativeTime/useNow';
export { formatMoment } from './time/formatMoment';
export { Waiting } from './Waiting/Waiting';
export { visuallyHidden } from './visuallyHidden';
