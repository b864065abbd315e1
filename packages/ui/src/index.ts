/**
 * The visual language that pages share: how a state, an age, a change, a gate, a
 * run, an empty place and a failure look, wherever they appear.
 *
 * @packageDocumentation
 */
export {
  Difference,
  type DifferenceItem,
  type DifferenceProps,
} from './Difference/Difference';
export { EmptyState, type EmptyStateProps } from './EmptyState/EmptyState';
export { explainError, type ErrorExplanation } from './ErrorState/explainError';
export { ErrorState, type ErrorStateProps } from './ErrorState/ErrorState';
export { createQueryClient } from './queries/createQueryClient';
export { QueryScope } from './queries/QueryScope';
export {
  GateList,
  type GateItem,
  type GateListProps,
} from './GateList/GateList';
export {
  LiveLog,
  type LiveLogProps,
  type LogItem,
  type LogState,
} from './LiveLog/LiveLog';
export {
  RelativeTime,
  type RelativeTimeProps,
} from './RelativeTime/RelativeTime';
export {
  RunSteps,
  type RunStepItem,
  type RunStepsProps,
} from './RunSteps/RunSteps';
export { SectionCard, type SectionCardProps } from './SectionCard/SectionCard';
export {
  StateChip,
  type State,
  type StateChipProps,
} from './StateChip/StateChip';
export {
  Timeline,
  type TimelineItem,
  type TimelineProps,
} from './Timeline/Timeline';
export { formatDuration } from './time/formatDuration';
export { formatMoment } from './time/formatMoment';
export { Moment } from './time/Moment';
export { useNow } from './RelativeTime/useNow';
export { useOnce } from './useOnce/useOnce';
export { Waiting } from './Waiting/Waiting';
export { visuallyHidden } from './visuallyHidden';
