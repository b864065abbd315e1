/**
 * For SQL on `stacks as s` and `stack_definitions as d`: whether all that a stack is made of was applied last; null for
 * what was never applied.
 */
export const appliedAsDefined = 'd.changed_at <= s.applied_as_of';
