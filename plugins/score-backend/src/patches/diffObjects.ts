import { isDeepStrictEqual } from 'node:util';
import { isMap } from '@towpath/resource-definitions';
import type { FieldType, KubernetesTypes } from './KubernetesTypes';
import type { Step } from './paths';

/** A field that is another one, or that only one of two objects has. */
export interface Difference {
  path: Step[];
  before?: unknown;
  after?: unknown;
}

/** What differs in two objects of one type, in the order of their fields; of lists, by the names of their items. */
export function diffObjects(
  types: KubernetesTypes,
  {
    before,
    after,
    type,
  }: { before: unknown; after: unknown; type?: FieldType },
  path: Step[] = [],
): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const below = (step: Step, was: unknown, is: unknown) =>
    diffObjects(
      types,
      {
        before: was,
        after: is,
        type: types.below(type, typeof step === 'object' ? 0 : step),
      },
      [...path, step],
    );
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key =>
      below(key, own(before, key), own(after, key)),
    );
  }
  const { listKey } = types.resolve(type);
  const items = listKey && byName(before, after, listKey);
  if (!items) return [{ path, before, after }];
  return items.flatMap(({ name, was, is }) =>
    below({ by: listKey, is: name }, was, is),
  );
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The items of two lists, by what they are called; undefined where that cannot be told, or only their order differs. */
function byName(before: unknown, after: unknown, listKey: string) {
  const was = namesOf(before, listKey);
  const is = namesOf(after, listKey);
  if (!was || !is) return undefined;
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const isSame = names.every(name =>
    isDeepStrictEqual(was.get(name), is.get(name)),
  );
  if (isSame) return undefined;
  return names.map(name => ({ name, was: was.get(name), is: is.get(name) }));
}

function namesOf(list: unknown, listKey: string) {
  if (!Array.isArray(list) || !list.every(isMap)) return undefined;
  const named = new Map(list.map(item => [item[listKey], item]));
  return named.size === list.length ? named : undefined;
}
