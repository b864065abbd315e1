export {
  environmentTargetResourceRef,
  type EnvironmentTarget,
  type EnvironmentTargetQuery,
} from './EnvironmentTarget';
export {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
  environmentTargetRules,
} from './rules';
