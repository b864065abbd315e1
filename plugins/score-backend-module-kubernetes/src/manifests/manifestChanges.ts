import { type FieldChange, isMap } from '@towpath/plugin-score-node';
import type { KubernetesObject } from '@towpath/score';

/** Values longer than that are cut: people read them. */
const LONGEST_VALUE = 200;

/** Whose data goes with them. */
const HOLDERS = ['PersistentVolumeClaim', 'StatefulSet'];

/** What differs between objects from before and those that are to be, field by field. */
export function manifestChanges(
  before: KubernetesObject[],
  after: KubernetesObject[],
): FieldChange[] {
  const wanted = byName(after);
  const there = byName(before);
  return [
    ...[...wanted].flatMap(([name, object]) => {
      const old = there.get(name);
      return old
        ? differences(old, object).map(change => ({
            ...change,
            field: `${name}: ${change.field}`,
          }))
        : [{ field: name, after: 'added' }];
    }),
    ...gone(before, after).map(object => ({
      field: nameOf(object),
      before: 'there',
      after: 'removed',
    })),
  ];
}

/** What people are to know of objects that leave Git, one sentence each. */
export function notesOnRemoved(
  before: KubernetesObject[],
  after: KubernetesObject[],
): string[] {
  return gone(before, after)
    .filter(({ kind }) => HOLDERS.includes(kind))
    .map(
      object =>
        `${nameOf(
          object,
        )} leaves Git, and what it holds may go with it once Argo CD prunes it`,
    );
}

/** Each field whose value is not the same, with its path: `spec.replicas`. */
export function differences(
  before: unknown,
  after: unknown,
  path = '',
): FieldChange[] {
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key =>
      differences(own(before, key), own(after, key), within(path, key)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const longest = before.length > after.length ? before : after;
    return longest.flatMap((_, at) =>
      differences(before[at], after[at], `${path}[${at}]`),
    );
  }
  if (before === after) return [];
  return [{ field: path, before: inWords(before), after: inWords(after) }];
}

/** As people write it: keys with dots in brackets, as labels have them. */
function within(path: string, key: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(key)) return `${path}["${key}"]`;
  return path ? `${path}.${key}` : key;
}

function inWords(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}

function gone(
  before: KubernetesObject[],
  after: KubernetesObject[],
): KubernetesObject[] {
  const wanted = byName(after);
  return before.filter(object => !wanted.has(nameOf(object)));
}

function byName(objects: KubernetesObject[]): Map<string, KubernetesObject> {
  return new Map(objects.map(object => [nameOf(object), object]));
}

/** `Deployment orders`, with the group where two kinds could be meant. */
function nameOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const full = group.includes('.') ? `${kind}.${group}` : kind;
  return `${full} ${metadata?.name}`;
}

/** Of the map itself: a key may be called as what every object inherits. */
function own(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
