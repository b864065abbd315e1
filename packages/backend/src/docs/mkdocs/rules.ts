import { posix } from 'node:path';

/** `!!python/name:…` as it stood in the file. */
export class PythonName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Says what is wrong with a value; `at` is where it stands, such as `theme.logo`. */
export type Rule = (value: unknown, at: string) => string[];

export type Fields = Record<string, unknown>;

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80);

const rule =
  (holds: (value: unknown) => boolean, wanted: string): Rule =>
  (value, at) =>
    value === null || value === undefined || holds(value)
      ? []
      : [`${at} is ${shown(value)}; it has to be ${wanted}`];

const isPlain = (value: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof value);

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof PythonName);

export const text = rule(isPlain, 'text');
export const flag = rule(v => typeof v === 'boolean', 'true or false');
export const number = rule(v => typeof v === 'number', 'a number');
export const pythonName = rule(
  v => v instanceof PythonName,
  'one of the functions that the portal knows',
);
export const oneOf = (...values: unknown[]) =>
  rule(v => values.includes(v), values.map(shown).join(' or '));

function isWithin(value: unknown): boolean {
  if (typeof value !== 'string' || value.includes('\0')) return false;
  const place = posix.normalize(value);
  return (
    !/^[a-z][a-z0-9+.-]*:|^[/\\~]/i.test(value) &&
    !value.includes('\\') &&
    place !== '..' &&
    !place.startsWith('../')
  );
}

export const path = rule(isWithin, 'a path within the repository');
export const web = rule(
  v => v === '' || (typeof v === 'string' && /^https?:\/\//i.test(v)),
  'an address that begins with https:// or http://',
);

function isData(value: unknown): boolean {
  if (value instanceof PythonName) return false;
  if (Array.isArray(value)) return value.every(isData);
  if (isFields(value)) return Object.values(value).every(isData);
  return true;
}

export const data = rule(isData, 'plain data');

export const list =
  (each: Rule): Rule =>
  (value, at) =>
    (Array.isArray(value) ? value : [value]).flatMap(item => each(item, at));

export const allowedIn = (rules: Record<string, unknown>) => {
  const names = Object.keys(rules).sort();
  return names.length
    ? `allowed here: ${names.join(', ')}`
    : 'no options are allowed here';
};

/** A mapping whose keys are these and no others. */
export const fields =
  (rules: Record<string, Rule>): Rule =>
  (value, at) => {
    if (value === null || value === undefined) return [];
    if (!isFields(value)) return [`${at} has to be a mapping`];
    return Object.entries(value).flatMap(([key, item]) =>
      Object.hasOwn(rules, key)
        ? rules[key](item, `${at}.${key}`)
        : [`${at}.${key} is not allowed; ${allowedIn(rules)}`],
    );
  };
