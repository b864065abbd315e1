import { suggest } from '@towpath/score';

/** Whether a value is filled in only when a resource is asked for. Nothing is said of it before. */
export type IsOpen = (value: unknown) => boolean;

/** While definitions are read. */
export const isExpression: IsOpen = value =>
  typeof value === 'string' && value.includes('${');

/** Once a resource is asked for: a value that looks like an expression then is a value. */
export const neverOpen: IsOpen = () => false;

/** A map, and neither a list nor nothing. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As people read it in a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** Names that settings have and the driver does not, one sentence each. */
export function strangersIn(
  settings: Record<string, unknown>,
  known: readonly string[],
  path = 'settings',
): string[] {
  return Object.keys(settings)
    .filter(name => !known.includes(name))
    .map(name => {
      const meant = suggest(name, [...known]);
      const hint = meant ? ` Did you mean ${meant}?` : '';
      const names = known.join(', ');
      return `${path}.${name} is not known: there are ${names}.${hint}`;
    });
}

/** Names under which a resource gives something out. */
const OUTPUT_NAME = /^[A-Za-z0-9_-]+$/;

/** What is wrong with a map from names of outputs. */
export function problemsOfOutputs(
  value: unknown,
  path: string,
  isOpen: IsOpen,
): string[] {
  if (value === undefined || isOpen(value)) return [];
  if (!isMap(value)) {
    return [`${path} is ${shown(value)}: give a map from names of outputs`];
  }
  return Object.keys(value)
    .filter(name => !OUTPUT_NAME.test(name))
    .map(
      name =>
        `${path} has the name "${name}": write letters, digits, "_" and "-"`,
    );
}

/** Names that stand in two maps of outputs. */
export function namedTwice(
  [first, a]: [string, unknown],
  [second, b]: [string, unknown],
): string[] {
  if (!isMap(a) || !isMap(b)) return [];
  return Object.keys(a)
    .filter(name => Object.hasOwn(b, name))
    .map(
      name =>
        `${name} is in ${first} and in ${second}: an output is either open or secret, so take one away`,
    );
}
