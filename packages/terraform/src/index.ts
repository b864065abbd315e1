/**
 * Runs terraform or tofu so that nothing is lost when a process dies, and tells a plan in words.
 *
 * @packageDocumentation
 */
export { describeDiagnostic } from './events/describeDiagnostic';
export { describeEvent } from './events/describeEvent';
export { readEvent } from './events/readEvent';
export type {
  ChangeCounts,
  Diagnostic,
  PlanAction,
  ResourceProgress,
  Severity,
  SourcePlace,
  TerraformEvent,
} from './events/types';
export * from './plan';
export { findBinary, type Binary } from './process/findBinary';
export {
  readTerraformConfig,
  type TerraformConfig,
} from './readTerraformConfig';
export type { Following } from './run/CommandRunner';
export { describeEnding } from './run/describeEnding';
export type { Output } from './json/readOutputs';
export type { Backend } from './run/Backend';
export type {
  PlanOptions,
  ResourceResult,
  RunEnding,
  RunOutcome,
} from './run/types';
export { isStackKey } from './stack/isStackKey';
export { Stack } from './stack/Stack';
export type { StackOptions } from './stack/StackOptions';
export type {
  ApplyRequest,
  PlanRequest,
  ResourceImport,
  StackPlan,
  StackRequest,
} from './stack/types';
export { compareStates } from './state/compareStates';
export { presentState, type ShownObject } from './state/presentState';
export {
  readStateFile,
  readStateHead,
  readStateOutputs,
  type StateFile,
  type StateHead,
  type StateObject,
} from './state/readStateFile';
export {
  Terraform,
  type EnvironmentVariables,
  type TerraformOptions,
} from './Terraform';
export { allowsModule } from './trust/allowsModule';
export {
  readGitAddress,
  readModuleSource,
  type CalledSource,
} from './trust/moduleSource';
export type { Allowance, TrustPolicy } from './trust/types';
export { terraformSettings } from './terraformSettings';
