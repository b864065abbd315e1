import { isObject, member } from '../json/read';
import { isAbsent, marksAnything, toShown, type Marked } from './shownValue';
import type { AttributeChange } from './types';

// Deeper values are compared and shown as a whole.
const DEEPEST = 24;

/** The two sides of a value, and the paths whose change makes a replacement necessary. */
export interface Sides {
  before: Marked;
  after: Marked;
  replacePaths: (string | number)[][];
}

/** Every attribute that differs, down to the single text or number. */
export function compareValues(sides: Sides): AttributeChange[] {
  const found: AttributeChange[] = [];
  walk(sides, [], found);
  return found;
}

function walk(
  sides: Sides,
  path: (string | number)[],
  found: AttributeChange[],
): void {
  const names = path.length < DEEPEST ? memberNames(sides) : undefined;
  if (!names) {
    const change = compareLeaf(sides, path);
    if (change) found.push(change);
    return;
  }
  for (const name of names) walk(descend(sides, name), [...path, name], found);
}

/** The names below both sides; undefined when the value is shown as a whole. */
function memberNames({
  before,
  after,
}: Sides): Iterable<string | number> | undefined {
  if (isHiddenWhole(before) || isHiddenWhole(after)) return undefined;
  const one = isAbsent(before) ? after.value : before.value;
  const other = isAbsent(after) ? one : after.value;
  if (typeof one !== 'object' || typeof other !== 'object') return undefined;
  if (Array.isArray(one) && Array.isArray(other)) {
    return indexes(one, other, after.unknown);
  }
  if (!isObject(one) || !isObject(other)) return undefined;
  const names = new Set(Object.keys(one));
  if (other !== one) Object.keys(other).forEach(name => names.add(name));
  // What is known after apply only has no place in the value yet.
  if (isObject(after.unknown)) {
    Object.keys(after.unknown).forEach(name => names.add(name));
  }
  return names.size > 0 ? [...names].sort() : undefined;
}

function isHiddenWhole({ mask, unknown }: Marked): boolean {
  return mask === true || unknown === true;
}

function indexes(
  one: unknown[],
  other: unknown[],
  unknown: unknown,
): Iterable<number> | undefined {
  const later = Array.isArray(unknown) ? unknown.length : 0;
  const length = Math.max(one.length, other.length, later);
  return length > 0 ? Array(length).keys() : undefined;
}

const NO_PATHS: (string | number)[][] = [];

function descend(sides: Sides, name: string | number): Sides {
  const { before, after, replacePaths } = sides;
  return {
    before: descendInto(before, name),
    after: descendInto(after, name),
    replacePaths:
      replacePaths.length === 0
        ? NO_PATHS
        : replacePaths
            .filter(([first]) => String(first) === String(name))
            .map(path => path.slice(1)),
  };
}

function descendInto({ value, mask, unknown }: Marked, name: string | number) {
  return {
    value: member(value, name),
    mask: member(mask, name),
    unknown: member(unknown, name),
  };
}

function compareLeaf(
  { before, after, replacePaths }: Sides,
  path: (string | number)[],
): AttributeChange | undefined {
  const forces = replacePaths.length > 0;
  if (!forces && isSame(before, after)) return undefined;
  if (isAbsent(before) && isAbsent(after)) return undefined;
  // A resource as a whole that has no attributes.
  if (path.length === 0 && isObject(after.value)) return undefined;
  return {
    path: writePath(path),
    ...(!isAbsent(before) && { before: showWhole(before) }),
    ...(!isAbsent(after) && { after: showWhole(after) }),
    ...(forces && { forcesReplacement: true as const }),
  };
}

/** A value that is shown as a whole is hidden as a whole when any of it is. */
function showWhole(side: Marked) {
  return toShown({ ...side, mask: marksAnything(side.mask) });
}

function isSame(before: Marked, after: Marked): boolean {
  if (after.unknown === true) return false;
  const one = before.value ?? null;
  const other = after.value ?? null;
  return isEqual(one, other, 0);
}

/** Values that are too deep to compare count as different. */
function isEqual(one: unknown, other: unknown, depth: number): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') {
    return one === other;
  }
  if (one === null || other === null) return one === other;
  if (depth > DEEPEST || Array.isArray(one) !== Array.isArray(other)) {
    return false;
  }
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(name =>
      isEqual(member(one, name), member(other, name), depth + 1),
    )
  );
}

/** `tags.team`, `rule[0].port`, `labels["app.kubernetes.io/name"]`. */
function writePath(path: (string | number)[]): string {
  return path.reduce<string>((text, name) => {
    if (typeof name === 'number') return `${text}[${name}]`;
    if (!/^[\w-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
