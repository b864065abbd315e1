import { inside, quoted } from '../values/print';
import { typeName, type Value } from '../values/values';

const VERB = /%([-+ 0#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** As `printf` of Go writes values, with the verbs that templates use. */
export function formatted(format: string, values: Value[]): string {
  const rest = [...values];
  const text = format.replace(VERB, (_, flags, width, precision, verb) => {
    if (verb === '%') return '%';
    if (rest.length === 0) return `%!${verb}(MISSING)`;
    const written = written1(verb, rest.shift(), { flags, precision });
    return padded(written, flags, Number(width ?? 0));
  });
  if (rest.length === 0) return text;
  const extra = rest.map(one => `${typeName(one)}=${inside(one)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function written1(
  verb: string,
  value: Value,
  { flags, precision }: { flags: string; precision?: string },
): string {
  const plus = flags.includes('+') && Number(value) >= 0 ? '+' : '';
  switch (verb) {
    case 'v':
      return inside(value);
    case 's':
      return typeof value === 'number' || typeof value === 'boolean'
        ? `%!s(${typeName(value)}=${inside(value)})`
        : cut(inside(value), precision);
    case 'q':
      return quoted(inside(value));
    case 't':
      return inside(value);
    case 'T':
      return typeName(value);
    case 'd':
    case 'x':
    case 'X':
    case 'o':
    case 'b':
      return plus + based(verb, value);
    case 'f':
    case 'e':
    case 'g':
      return plus + decimal(verb, value, precision);
    default:
      throw new Error(`printf does not know %${verb}`);
  }
}

function cut(text: string, precision: string | undefined): string {
  return precision === undefined
    ? text
    : [...text].slice(0, Number(precision)).join('');
}

const BASES: Record<string, number> = { d: 10, x: 16, X: 16, o: 8, b: 2 };

function based(verb: string, value: Value): string {
  if (typeof value === 'string' && verb.toLowerCase() === 'x') {
    const hex = Buffer.from(value).toString('hex');
    return verb === 'X' ? hex.toUpperCase() : hex;
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return `%!${verb}(${typeName(value)}=${inside(value)})`;
  }
  const digits = value.toString(BASES[verb]);
  return verb === 'X' ? digits.toUpperCase() : digits;
}

function decimal(
  verb: string,
  value: Value,
  precision: string | undefined,
): string {
  if (typeof value !== 'number') {
    return `%!${verb}(${typeName(value)}=${inside(value)})`;
  }
  if (verb === 'g') return inside(value);
  const digits = Number(precision ?? 6);
  return verb === 'f' ? value.toFixed(digits) : value.toExponential(digits);
}

function padded(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width);
  return text.padStart(width, flags.includes('0') ? '0' : ' ');
}
