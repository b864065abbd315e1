/**
 * Score (score.dev/v1b1) in TypeScript: read, validate, fix, plan, render.
 *
 * @packageDocumentation
 */
export * from './types';
export { formatPath, hasErrors, pointerPath } from './diagnostics/diagnostic';
export type {
  Diagnostic,
  PathSegment,
  Position,
  Severity,
} from './diagnostics/diagnostic';
export { describeValue } from './diagnostics/describeValue';
export { suggest } from './diagnostics/suggest';
export type { LoadLimits } from './load/parse';
export { overrideFileName } from './override/overrideFileName';
export { readScore } from './readScore';
export type {
  InvalidRead,
  Overrides,
  ReadFindings,
  ReadOptions,
  ReadResult,
  ValidRead,
} from './readScore';
export { fixScore } from './fix';
export type { FixResult } from './fix';
export { scoreSchema } from './schema/scoreSchema';
export { placeholdersOf } from './placeholder/places';
export { refParts, tokens } from './placeholder/tokens';
export type { Token } from './placeholder/tokens';
export {
  lookup,
  outputLookup,
  PlaceholderError,
  resolveRef,
  substituteAll,
  substituteText,
} from './placeholder/substitute';
export type {
  OutputLookup,
  Outputs,
  PlaceholderScope,
} from './placeholder/substitute';
export { isSecretRef, isSecretText, secretRef } from './placeholder/secretRef';
export type { Resolved, SecretRef, SecretText } from './placeholder/secretRef';
export { resourceUid } from './resources/uid';
export type { ResourceUid } from './resources/uid';
export { planResources } from './resources/plan';
export type { PlannedResource, ResourcePlan } from './resources/plan';
export { provideRequest, scopeOf } from './resources/provide';
export type {
  KnownOutputs,
  ProvideContext,
  ProvideRequest,
} from './resources/provide';
export { provideInOrder } from './resources/provideInOrder';
export type { Provide, ProvideOptions } from './resources/provideInOrder';
export { ProvideError } from './resources/ProvideError';
export type {
  PositionOf,
  ProvideEnding,
  ProvideFailure,
} from './resources/ProvideError';
export { shortHash } from './render/names';
export { bindingName } from './render/scope';
export type { Need } from './render/needs';
export type { UnknownOutputs } from './render/scope';
export { imageProblem } from './render/imageReference';
export type { Images, MissingImage } from './render/images';
export type { ReadSource } from './render/fileContent';
export { renderKubernetes } from './render/kubernetes/renderKubernetes';
export type {
  KubernetesOptions,
  KubernetesResult,
  RenderOptions,
} from './render/kubernetes/renderKubernetes';
export type { KubernetesObject } from './render/kubernetes/objects';
export { renderCompose } from './render/compose/renderCompose';
export type {
  ComposeOptions,
  ComposeResult,
} from './render/compose/renderCompose';
export type {
  ComposeFile,
  ComposeMount,
  ComposeService,
} from './render/compose/composeFile';
export type { SideFile } from './render/compose/rendering';
export type { ComposeVariable } from './render/compose/variables';
export { profileProblems, profiles } from './render/kubernetes/profile';
export type {
  KubernetesProfile,
  ProbeTiming,
  ProfileSettings,
} from './render/kubernetes/profile';
export { formatHuman } from './report/human';
export type { Paint, PaintStyle } from './report/human';
export { toSarif } from './report/sarif';
