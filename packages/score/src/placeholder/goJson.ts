import { compareText } from '../diagnostics/diagnostic';

const ESCAPED: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/**
 * JSON as the reference writes a value that is not text: keys sorted, and
 * `<`, `>`, `&` escaped.
 */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, entry]) => `${goText(key)}:${goJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return typeof value === 'string'
    ? goText(value)
    : JSON.stringify(value) ?? 'null';
}

function goText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    character => ESCAPED[character],
  );
}
