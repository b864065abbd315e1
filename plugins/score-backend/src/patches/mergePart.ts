import { isMap } from '@towpath/resource-definitions';
import {
  DIRECTIVE,
  type FieldType,
  type KubernetesTypes,
} from './KubernetesTypes';
import { PatchError } from './model';
import { formatSteps, type Step } from './paths';

/** Stands for each item that a list has. */
const EVERY = '*';
const LISTS_OF_CONTAINERS = [
  'containers',
  'initContainers',
  'ephemeralContainers',
];

/** What is merged at one place: the part as its file has it, and as its expressions have filled it. */
interface Part {
  written: unknown;
  filled: unknown;
  path: Step[];
  type: FieldType | undefined;
}

/**
 * Merges a part of an object into it as Kubernetes does: maps by their keys, lists by the field that identifies their items,
 * and other lists as a whole. `null` takes a field away, `$patch: delete` an item, and `*` as the name of an item stands for
 * each that is there. An expression that gives nothing changes nothing.
 */
export class PartMerger {
  readonly #types: KubernetesTypes;
  /** Where it has written. */
  readonly writes: Step[][] = [];

  constructor(types: KubernetesTypes) {
    this.#types = types;
  }

  /** @throws PatchError for something to take away that is not there */
  merge(target: unknown, part: Part): unknown {
    const { filled, path } = part;
    if (isMap(filled)) return this.#map(isMap(target) ? target : {}, part);
    const { listKey } = this.#types.resolve(part.type);
    if (Array.isArray(filled) && listKey) {
      const items = Array.isArray(target) ? target : [];
      return this.#list(items, part, listKey);
    }
    this.writes.push(path);
    return withoutNothing(filled);
  }

  #map(target: Record<string, unknown>, part: Part): unknown {
    const merged = new Map(Object.entries(target));
    const fields = Object.entries(part.filled as object);
    if (fields.length === 0) this.writes.push(part.path);
    for (const [key, value] of fields) {
      const below = this.#below(part, key, value);
      if (below.written === null) this.#takeAway(merged, key, below.path);
      else if (value !== null) {
        merged.set(key, this.merge(merged.get(key), below));
      }
    }
    return Object.fromEntries(merged);
  }

  #below({ written, path, type }: Part, key: string, filled: unknown): Part {
    return {
      written: isMap(written) ? written[key] : undefined,
      filled,
      path: [...path, key],
      type: this.#types.below(type, key),
    };
  }

  #takeAway(fields: Map<string, unknown>, key: string, path: Step[]): void {
    if (!fields.delete(key)) throw notThere(path);
    this.writes.push(path);
  }

  #list(target: unknown[], part: Part, listKey: string): unknown[] {
    const items = part.filled as unknown[];
    const written = Array.isArray(part.written) ? part.written : [];
    return items.reduce<unknown[]>((list, filled, at) => {
      // An expression that gives nothing.
      if (filled === null) return list;
      const name = isMap(filled) ? filled[listKey] : undefined;
      if (name === undefined || name === null) {
        throw new PatchError(
          `${formatSteps([
            ...part.path,
            at,
          ])} does not say its ${listKey}, by which such a list is merged`,
        );
      }
      const item = {
        written: written[at],
        filled,
        path: [...part.path, { by: listKey, is: name }],
        type: this.#types.below(part.type, 0),
      };
      return name === EVERY
        ? this.#every(list, item, listKey)
        : this.#item(list, item, listKey);
    }, target);
  }

  #every(list: unknown[], item: Part, listKey: string): unknown[] {
    return list
      .filter(isMap)
      .reduce<unknown[]>((merged, { [listKey]: name }) => {
        const filled = { ...(item.filled as object), [listKey]: name };
        const path = [...item.path.slice(0, -1), { by: listKey, is: name }];
        return this.#item(merged, { ...item, filled, path }, listKey);
      }, list);
  }

  #item(list: unknown[], item: Part, listKey: string): unknown[] {
    const { by, is } = item.path.at(-1) as { by: string; is: unknown };
    const at = list.findIndex(one => isMap(one) && one[by] === is);
    const { [DIRECTIVE]: directive, ...fields } = item.filled as Record<
      string,
      unknown
    >;
    if (directive !== undefined) return this.#drop(list, at, item);
    if (at < 0) this.#refuseStub(list, fields, item.path);
    const merged = this.merge(list[at], { ...item, filled: fields });
    if (Object.keys(fields).every(key => key === listKey) && at < 0) {
      this.writes.push(item.path);
    }
    return at < 0 ? [...list, merged] : list.with(at, merged);
  }

  #drop(list: unknown[], at: number, { path }: Part): unknown[] {
    if (at < 0) throw notThere(path);
    this.writes.push(path);
    return list.toSpliced(at, 1);
  }

  /** A container that is misspelt would be one more, without an image. */
  #refuseStub(
    list: unknown[],
    fields: Record<string, unknown>,
    path: Step[],
  ): void {
    const within = path.at(-2);
    const isContainer = LISTS_OF_CONTAINERS.includes(String(within));
    if (!isContainer || fields.image !== undefined) return;
    const names = list.map(one => (isMap(one) ? String(one.name) : ''));
    throw new PatchError(
      `${formatSteps(path)} is not there; ${
        names.length > 0 ? `there are ${names.join(', ')}` : 'there is none'
      }`,
    );
  }
}

function notThere(path: Step[]): PatchError {
  return new PatchError(
    `${formatSteps(path)} is not there, so it cannot be taken away`,
  );
}

/** Without what an expression gave nothing for. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(item => item !== null).map(withoutNothing);
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNothing(item)]),
  );
}
