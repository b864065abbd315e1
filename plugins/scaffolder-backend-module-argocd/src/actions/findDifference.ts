import type { Application } from '@towpath/argocd';
import { isDeepStrictEqual } from 'node:util';

/**
 * In what an application is not the one asked for, in words; undefined when it is. Specifications are
 * compared as Argo CD keeps them, without what is empty. Labels and annotations may be more than were
 * asked for: Argo CD and others write their own.
 */
export function findDifference(
  found: Application,
  wanted: Application,
): string | undefined {
  return (
    lackOf('label', found.metadata.labels, wanted.metadata.labels) ??
    lackOf(
      'annotation',
      found.metadata.annotations,
      wanted.metadata.annotations,
    ) ??
    compare('spec', toPlain(found.spec), toPlain(wanted.spec))
  );
}

function lackOf(
  what: string,
  found: Record<string, string> = {},
  wanted: Record<string, string> = {},
): string | undefined {
  const name = Object.keys(wanted).find(one => found[one] !== wanted[one]);
  return name && describe(`${what} ${name}`, found[name], wanted[name]);
}

/** The first place where two differ. */
function compare(at: string, found: any, wanted: any): string | undefined {
  if (isDeepStrictEqual(found, wanted)) return undefined;
  if (!isObject(found) || !isObject(wanted)) return describe(at, found, wanted);
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  for (const name of names) {
    const difference = compare(`${at}.${name}`, found[name], wanted[name]);
    if (difference) return difference;
  }
  return undefined;
}

function describe(at: string, found: unknown, wanted: unknown): string {
  const show = (value: unknown) =>
    value === undefined ? 'not set' : JSON.stringify(value);
  return `${at} is ${show(found)} instead of ${show(wanted)}`;
}

/** Without what says nothing. To switch auto-sync on, though, an empty object is enough. */
function toPlain(value: unknown, name = ''): any {
  if (Array.isArray(value)) return value.map(one => toPlain(one));
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .map(([key, one]) => [key, toPlain(one, key)] as const)
    .filter(([key, one]) => !isUsual(key, one, name));
  return Object.fromEntries(entries);
}

function isUsual(key: string, value: unknown, parent: string): boolean {
  if (key === 'automated') return value === undefined || value === null;
  if (parent === 'automated' && key === 'enabled') return value !== false;
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
