/**
 * How a platform provides each type of resource that Score files ask for.
 *
 * @packageDocumentation
 */
export {
  broughtId,
  broughtParams,
  type BroughtId,
  type BroughtParams,
} from './brought/fillBrought';
export { checkOutputs } from './checkOutputs';
export { checkParams, type CheckedParams } from './checkParams';
export { checkProvided, type GivenOut } from './checkProvided';
export type { ValueProblem } from './describeErrors';
export {
  fillSettings,
  type FilledSettings,
  type SettingProblem,
} from './fillSettings';
export type { ResourceType } from './match/listTypes';
export {
  ResourceDefinitions,
  type Found,
  type Refusal,
} from './match/ResourceDefinitions';
export { outputsFor } from './outputsFor';
export { monthlyCost, type MonthlyCost } from './prices/monthlyCost';
export { readPrices, type Price, type Prices } from './prices/readPrices';
export type { SourceFile } from './read/documents';
export { readDefinitions, type ReadDefinitions } from './read/readDefinitions';
export { describeProblem } from './describeProblem';
export { slugOf } from './variables';
export { whoMayUse, type MayUse, type SharingParty } from './whoMayUse';
export * from './types';
