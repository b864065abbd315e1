export {
  environmentTargetResourceRef,
  type EnvironmentTarget,
} from './EnvironmentTarget';
export {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
  environmentTargetRules,
} from './rules';
