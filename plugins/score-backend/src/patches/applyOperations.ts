import { isMap } from '@towpath/resource-definitions';
import { applyPatch, JsonPatchError, type Operation } from 'fast-json-patch';
import type { FieldType, KubernetesTypes } from './KubernetesTypes';
import { PatchError, type PatchOperation } from './model';
import { pointerKeys, type Step } from './paths';

const WORDS: Record<string, string> = {
  OPERATION_PATH_UNRESOLVABLE: 'nothing is there',
  OPERATION_PATH_CANNOT_ADD: 'what it would be put into is not there',
  OPERATION_FROM_UNRESOLVABLE: 'nothing is where it is to come from',
  OPERATION_VALUE_OUT_OF_BOUNDS: 'the list is not that long',
  TEST_OPERATION_FAILED: 'something else is there',
};

/**
 * Does what a JSON Patch says, on a copy.
 *
 * @returns the object, and where it has been written to
 * @throws PatchError for a path that is not there, and a test that fails
 */
export function applyOperations(
  object: unknown,
  operations: PatchOperation[],
  types: { types: KubernetesTypes; type: FieldType | undefined },
): { object: unknown; writes: Step[][] } {
  const writes: Step[][] = [];
  const changed = operations.reduce((now, operation, at) => {
    const next = applyOne(now, operation, at);
    writes.push(...writtenBy(operation, now, types));
    return next;
  }, object);
  return { object: changed, writes };
}

function applyOne(
  now: unknown,
  operation: PatchOperation,
  at: number,
): unknown {
  try {
    return applyPatch(now, [operation as Operation], true, false).newDocument;
  } catch (error) {
    const { name, message } = error as Error;
    const why =
      error instanceof JsonPatchError ? WORDS[name] ?? message : message;
    throw new PatchError(
      `operations[${at}] cannot ${operation.op} ${operation.path}: ${why}`,
    );
  }
}

function writtenBy(
  operation: PatchOperation,
  before: unknown,
  types: { types: KubernetesTypes; type: FieldType | undefined },
): Step[][] {
  if (operation.op === 'test') return [];
  const pointers =
    operation.op === 'move'
      ? [operation.from, operation.path]
      : [operation.path];
  return pointers.map(pointer => stepsOf(pointer, before, types));
}

/** A pointer, with what the items of a list are called in place of where they stand. */
function stepsOf(
  pointer: string,
  object: unknown,
  { types, type }: { types: KubernetesTypes; type: FieldType | undefined },
): Step[] {
  const steps: Step[] = [];
  let at = object;
  let here = type;
  for (const key of pointerKeys(pointer)) {
    if (Array.isArray(at)) {
      const { listKey } = types.resolve(here);
      const index: number = key === '-' ? at.length : Number(key);
      const item: unknown = at[index];
      steps.push(
        listKey && isMap(item) ? { by: listKey, is: item[listKey] } : index,
      );
      at = item;
      here = types.below(here, index);
    } else {
      steps.push(key);
      at = isMap(at) ? at[key] : undefined;
      here = types.below(here, key);
    }
  }
  return steps;
}
