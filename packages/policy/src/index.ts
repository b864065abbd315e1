/**
 * Rules in CEL over any JSON document: allow, gate or deny, each with a message a person can act on.
 *
 * @packageDocumentation
 */
export {
  DocumentTemplate,
  type FilledDocument,
  type TemplateProblem,
} from './DocumentTemplate';
export { Expression, type ExpressionResult } from './Expression';
export type { ExpressionNames } from './expression/checkNames';
export { ExpressionError } from './expression/ExpressionError';
export { LIMITS } from './limits';
export { Policy, type PolicyOptions } from './Policy';
export { describeProblem, PolicyError } from './PolicyError';
export { Template } from './Template';
export * from './types';
