/**
 * What every kind of run shares in a backend: its registration, who may do what with a run now, and how it is
 * answered.
 *
 * @packageDocumentation
 */
export {
  notNow,
  notYou,
  PERSONS_ONLY,
  requireAble,
  toMay,
  YES,
  type Ability,
} from './abilities/Ability';
export { approvalBy, type Approvable } from './abilities/approvalBy';
export { cancelOf, retryOf } from './abilities/momentOf';
export { People } from './abilities/People';
export type { Person } from './abilities/Person';
export {
  createPluginRuns,
  runServices,
  type PluginRuns,
} from './engine/createPluginRuns';
export { EngineRuns, type EngineRunsOptions } from './engine/EngineRuns';
export {
  countGiven,
  presentDecisions,
  presentRun,
  type RunDescription,
} from './engine/presentRun';
export {
  runProtection,
  type RunProtectionOptions,
} from './engine/runProtection';
export { requireRoom, type RunRoom } from './room/requireRoom';
export { readRunLimits, type RunLimits } from './room/RunLimits';
export { runsServiceRef, type RunsService } from './runsServiceRef';
export { RunTypes } from './RunTypes';
export type {
  RunListPage,
  RunListQuery,
  RunOperations,
  RunType,
} from './RunType';
