/**
 * The visual language that pages share: how a page and its parts stand, how a decision is taken, and
 * how a state, an age, a change, a gate, a run, an empty place and a failure look, wherever they
 * appear.
 *
 * @packageDocumentation
 */
export { Answer, type AnswerProps } from './Answer/Answer';
export { both } from './Answer/both';
export { useLastingError, type Asked } from './Answer/useLastingError';
export { BoardCell, type BoardCellProps } from './BoardTable/BoardCell';
export { BoardList, type BoardListProps } from './BoardTable/BoardList';
export { BoardTable, type BoardTableProps } from './BoardTable/BoardTable';
export { CopyButton, type CopyButtonProps } from './CopyButton/CopyButton';
export {
  DecisionDialog,
  type DecisionDialogProps,
} from './dialog/DecisionDialog';
export { Override, type OverrideProps } from './dialog/Override';
export { Reason, type ReasonProps } from './dialog/Reason';
export { ReasonDialog, type ReasonDialogProps } from './dialog/ReasonDialog';
export {
  Difference,
  type DifferenceItem,
  type DifferenceProps,
} from './Difference/Difference';
export { EmptyState, type EmptyStateProps } from './EmptyState/EmptyState';
export { EntityTab } from './EntityTab/EntityTab';
export { explainError, type ErrorExplanation } from './ErrorState/explainError';
export { DidNotCome, type DidNotComeProps } from './ErrorState/DidNotCome';
export { ErrorState, type ErrorStateProps } from './ErrorState/ErrorState';
export { isConflict } from './ErrorState/isConflict';
export {
  anyInAddress,
  flagInAddress,
  oneInAddress,
  type AddressFilter,
} from './filters/addressFilter';
export { FilterAnyOf, type FilterAnyOfProps } from './filters/FilterAnyOf';
export { FilterFlag, type FilterFlagProps } from './filters/FilterFlag';
export { FilterSelect, type FilterSelectProps } from './filters/FilterSelect';
export { FilterText, type FilterTextProps } from './filters/FilterText';
export {
  useAddressFilters,
  type FiltersInAddress,
} from './filters/useAddressFilters';
export { ownerWords } from './owners/ownerWords';
export { useOwners } from './owners/useOwners';
export { createCollector } from './queries/createCollector';
export { createQueryClient } from './queries/createQueryClient';
export { EVERY_MINUTE_MS } from './queries/everyMinute';
export { isNotFound } from './queries/isNotFound';
export { QueryScope } from './queries/QueryScope';
export {
  GateList,
  type GateItem,
  type GateListProps,
} from './GateList/GateList';
export { Controls, type ControlsProps } from './layout/Controls';
export { Line, type LineProps } from './layout/Line';
export { Notice, type NoticeProps } from './layout/Notice';
export { Part, type PartProps } from './layout/Part';
export { Quiet, type QuietProps } from './layout/Quiet';
export { Row, Rows, type RowProps, type RowsProps } from './layout/Rows';
export { Sides } from './layout/Sides';
export { Stack, type StackProps } from './layout/Stack';
export { Strong } from './layout/Strong';
export { useFocusLater } from './keys/useFocusLater';
export { useSlashKey } from './keys/useSlashKey';
export {
  LiveLog,
  type LiveLogProps,
  type LogItem,
  type LogState,
} from './LiveLog/LiveLog';
export { monospace } from './monospace';
export { NoSuchPage } from './Page/NoSuchPage';
export { Page, type PageProps } from './Page/Page';
export { Cost, CostChange } from './Planned/Cost';
export { FileChanges } from './Planned/FileChanges';
export { amountOf, monthly, sumOf } from './Planned/money';
export type {
  Money,
  PlannedAction,
  PlannedCost,
  PlannedFile,
  PlannedItem,
  RuleVerdict,
} from './Planned/planned';
export { PlannedRows, type PlannedRowsProps } from './Planned/PlannedRows';
export { countFiles, countResources } from './Planned/plannedWords';
export { RuleVerdicts } from './Planned/RuleVerdicts';
export { PageTabs, type PageTabsProps } from './PageTabs/PageTabs';
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
export { MoreFailed, type MoreFailedProps } from './ShowMore/MoreFailed';
export { ShowMore, type ShowMoreProps } from './ShowMore/ShowMore';
export {
  StateChip,
  type State,
  type StateChipProps,
} from './StateChip/StateChip';
export {
  TextDifference,
  type TextDifferenceProps,
} from './TextDifference/TextDifference';
export {
  Timeline,
  type TimelineItem,
  type TimelineProps,
} from './Timeline/Timeline';
export { formatMoment } from './time/formatMoment';
export { Moment } from './time/Moment';
export { useNow } from './RelativeTime/useNow';
export { createKey } from './useOnce/createKey';
export { useOnce } from './useOnce/useOnce';
export { Waiting } from './Waiting/Waiting';
export { visuallyHidden } from './visuallyHidden';
