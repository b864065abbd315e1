/**
 * Typed client over the REST API of Argo CD, for one instance or several.
 *
 * @packageDocumentation
 */
export { ArgoCdInstances } from './ArgoCdInstances';
export { argocdSettings } from './argocdSettings';
export type { InstanceCheck } from './checkInstance';
export { ArgoCdClient } from './client/ArgoCdClient';
export type {
  ApplicationList,
  ApplicationQuery,
  CallOptions,
} from './client/ArgoCdClient';
export type { ListField } from './client/fields';
export {
  ArgoCdError,
  isFinal,
  isOperationInProgress,
  isOutage,
  isRefusedBySyncWindow,
} from './http/ArgoCdError';
export type { ArgoCdProblem } from './http/ArgoCdError';
export { couldNotAsk } from './http/couldNotAsk';
export { HEALTH_ORDER, rankOf, worstOf } from './resources/healthOrder';
export { manifestImages } from './resources/manifestImages';
export { readResources } from './resources/readResources';
export { keyOf } from './resources/resourceKey';
export type { ResourceKey } from './resources/resourceKey';
export {
  readParameters,
  restoreParameters,
  withParameters,
} from './spec/withParameters';
export type { ParameterChange, ParameterValues } from './spec/withParameters';
export type { WatchItem, WatchOptions } from './stream/WatchItem';
export * from './types';
export { letAutoSyncBy } from './syncWindows';
export { ApplicationWaitError } from './wait/ApplicationWaitError';
export type { WaitEnd } from './wait/ApplicationWaitError';
export {
  carriesInfo,
  describeUnhealthy,
  isBlockedByWindow,
  isHealthStale,
  isHealthUntold,
  isOperating,
  isPartial,
} from './wait/judge';
export type { WaitOptions, WaitUntil } from './wait/WaitOptions';
