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
export { describeErrors, type ValueProblem } from './describeErrors';
export {
  fillSettings,
  type FilledSettings,
  type SettingProblem,
} from './fillSettings';
export { whyNotPlace } from './match/judge';
export type { ResourceType } from './match/listTypes';
export {
  ResourceDefinitions,
  type Found,
  type Refusal,
} from './match/ResourceDefinitions';
export { outputsFor } from './outputsFor';
export { monthlyCost, type MonthlyCost } from './prices/monthlyCost';
export { readPrices, type Price, type Prices } from './prices/readPrices';
export {
  matchSchema,
  nameSchema,
  referenceSchema,
  textSchema,
} from './read/definitionSchema';
export {
  readDocuments,
  type SourceDocument,
  type SourceFile,
} from './read/documents';
export { byFile, byPlace, placeProblem, placeShape } from './read/places';
export { readDefinitions, type ReadDefinitions } from './read/readDefinitions';
export { describeProblem } from './describeProblem';
export { slugOf } from './variables';
export { isMap } from './json';
export { whoMayUse, type MayUse, type SharingParty } from './whoMayUse';
export * from './types';
