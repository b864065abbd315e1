/**
 * What runs where, and its promotion from one environment to the next.
 *
 * @packageDocumentation
 */
export {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
} from './permissions';
export { environmentPlugin as default } from './plugin';
