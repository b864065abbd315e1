import { Struct, TypedMap } from './Struct';
import type { Value } from './values';

/** As an action writes a value. */
export function printed(value: Value): string {
  return value === undefined || value === null ? '<no value>' : inside(value);
}

/** As `print` and `%v` write a value, also within a list or a map. */
export function inside(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(inside).join(' ')}]`;
  if (typeof value === 'number') return printedNumber(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Struct) {
    return `{${Object.values(value.fields).map(inside).join(' ')}}`;
  }
  const entries = value instanceof TypedMap ? value.entries : value;
  const pairs = Object.keys(entries)
    .sort()
    .map(key => `${key}:${inside(entries[key])}`);
  return `map[${pairs.join(' ')}]`;
}

/** Exponents have two digits. */
function printedNumber(value: number): string {
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

/** In double quotes, as `%q` writes a text. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .replace(/\\b/g, '\\b')
    .replace(/\\u00([01][0-9a-f])/g, '\\x$1')
    .replace(/\x7f/g, '\\x7f');
  return escaped;
}
