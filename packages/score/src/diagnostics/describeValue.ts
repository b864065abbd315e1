import type { PathSegment } from './diagnostic';

const LONGEST = 80;
const SECRET_KEY =
  /passw|pwd|secret|token|credential|private|api[-_]?key|access[-_]?key/i;

/**
 * A value as a finding shows it: JSON, cut at 80 characters, and hidden when a
 * key on its path looks like it holds a secret. Undefined where there is nothing to show.
 *
 * @public
 */
export function describeValue(
  value: unknown,
  path: PathSegment[],
): string | undefined {
  if (value === undefined) return undefined;
  const scalar = typeof value !== 'object' || value === null;
  if (path.some(looksSecret)) return scalar ? '(hidden)' : undefined;
  if (!scalar) return Array.isArray(value) ? 'a list' : 'a map';
  const text =
    typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A value as a message quotes it. */
export function quoted(value: unknown, path: PathSegment[]): string {
  return describeValue(value, path) ?? 'empty';
}

function looksSecret(segment: PathSegment): boolean {
  return typeof segment === 'string' && SECRET_KEY.test(segment);
}
