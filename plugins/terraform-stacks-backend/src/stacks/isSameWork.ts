import { isSameJson } from '../model/isSameJson';
import type { StoredDefinition } from './DefinitionStore';

type Work = Pick<
  StoredDefinition,
  'module' | 'variables' | 'inputs' | 'environment'
>;

/** Whether the runs of two definitions do the same, apart from secrets; what they cost and whose they are is no matter. */
export function isSameWork(one: Work, other: Work): boolean {
  return isSameJson(workOf(one), workOf(other));
}

function workOf({ module, variables, inputs, environment }: Work): Work {
  return { module, variables, inputs, environment };
}
