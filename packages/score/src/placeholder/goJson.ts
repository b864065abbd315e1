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
  return goJsonPieces(value, () => undefined).join('');
}

/**
 * The same in pieces, where `special` may put something else than text for a
 * value.
 */
export function goJsonPieces<T>(
  value: unknown,
  special: (value: unknown) => (string | T)[] | undefined,
): (string | T)[] {
  const replaced = special(value);
  if (replaced) return replaced;
  if (Array.isArray(value)) {
    const items = value.map(item => goJsonPieces(item, special));
    return ['[', ...joined(items), ']'];
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, entry]) => [
        `${goText(key)}:`,
        ...goJsonPieces(entry, special),
      ]);
    return ['{', ...joined(entries), '}'];
  }
  return [
    typeof value === 'string' ? goText(value) : JSON.stringify(value) ?? 'null',
  ];
}

function joined<T>(lists: (string | T)[][]): (string | T)[] {
  return lists.flatMap((list, at) => (at ? [',', ...list] : list));
}

function goText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    character => ESCAPED[character],
  );
}
