import { TemplateError } from '../TemplateError';

const ESCAPES: Record<string, string> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '"': '"', "'": "'" },
};
const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]))/gu;

/** The text that a literal in quotes stands for. */
export function textOf(literal: string, line: number): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(ESCAPE, (whole, x, u, long, octal, other) => {
    const hex = x ?? u ?? long;
    if (hex !== undefined)
      return String.fromCodePoint(Number.parseInt(hex, 16));
    if (octal !== undefined) {
      return String.fromCodePoint(Number.parseInt(octal, 8));
    }
    if (Object.hasOwn(ESCAPES, other)) return ESCAPES[other];
    throw new TemplateError(`${whole} is not understood in a text`, line);
  });
}

export function numberOf(literal: string, line: number): number {
  const sign = literal.startsWith('-') ? -1 : 1;
  const digits = literal.replace(/^[-+]/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits}` : digits);
  if (Number.isFinite(value)) return sign * value;
  throw new TemplateError(`${literal} is no number`, line);
}
