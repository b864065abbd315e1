/**
 * Rules in CEL over any JSON document: allow, gate or deny, each with a message a person can act on.
 *
 * @packageDocumentation
 */
export { LIMITS } from './limits';
export { Policy, type PolicyOptions } from './Policy';
export { describeProblem, PolicyError } from './PolicyError';
export * from './types';
