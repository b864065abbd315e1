/**
 * The inbox of approvals and the page of a run, for runs of every kind, and how a plugin adds what is its own.
 *
 * @packageDocumentation
 */
export { runsApiRef } from './api/runsApiRef';
export { ApprovalsPage } from './inbox/ApprovalsPage';
export { RunRow, type RunRowProps } from './inbox/RunRow';
export { RunList, type RunListProps } from './inbox/RunList';
export { Unanswered } from './inbox/Unanswered';
export { unansweredIn } from './inbox/useInbox';
export { useWaitingCount } from './inbox/useWaitingCount';
export type { RunPartProps, RunParts, RunView } from './kinds/RunView';
export { RunViewBlueprint } from './kinds/RunViewBlueprint';
export { runViewsApiRef, type RunViewsApi } from './kinds/runViewsApiRef';
export { RunPage, type RunPageProps } from './page/RunPage';
export { keepRun } from './queries/keepRun';
export { useMyRef } from './queries/useMyRef';
export { useRunList } from './queries/useRuns';
export { useRunSignals } from './queries/useRunSignals';
export { Person, type PersonProps } from './shared/Person';
export { RunTitle } from './shared/RunTitle';
