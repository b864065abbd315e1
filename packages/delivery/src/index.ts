/**
 * Steps of a run that bring what was written through Argo CD until it is healthy, whatever was written and for whom.
 *
 * @packageDocumentation
 */
export { openConnections } from './config/openConnections';
export { workloadsOf } from './health/workloads';
export { parseImage } from './images/parseImage';
export {
  compareImages,
  findOther,
  findSame,
  isSameRepository,
  lastOf,
} from './images/sameImage';
export type { ApplicationTarget } from './model/ApplicationTarget';
export type { Baseline } from './model/Baseline';
export type { DeployState } from './model/DeployState';
export type { Effect, EffectCommit } from './model/Effect';
export { baselineBefore } from './steps/baselineBefore';
export type { DeployStepOptions } from './steps/deployStep';
export { healthyStep } from './steps/healthy';
export type { Limit } from './steps/limit';
export { outlastOutages } from './steps/outlastOutages';
export { soon } from './steps/soon';
export { syncStep } from './steps/sync';
