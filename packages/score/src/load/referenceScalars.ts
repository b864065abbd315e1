const SHORT_FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+)?$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INTEGER =
  /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+|0|[1-9]\d*)$/;

/**
 * What the reference makes of an unquoted text that YAML 1.2 takes for a text
 * or for another number. It reads by gopkg.in/yaml.v3: dates, `_` in numbers,
 * and the octal and binary numbers of YAML 1.1; switches such as `yes` and
 * numbers to the base 60 it leaves texts.
 *
 * @returns a number, `date`, or undefined for a text.
 */
export function referenceReading(text: string): number | 'date' | undefined {
  if (SHORT_FRACTION.test(text)) return Number(text.replaceAll('_', ''));
  if (!/^[-+\d]/.test(text)) return undefined;
  if (isDate(text)) return 'date';
  const plain = text.replaceAll('_', '');
  return integerOf(plain) ?? floatOf(plain);
}

function integerOf(text: string): number | undefined {
  const [, sign, digits] = INTEGER.exec(text) ?? [];
  if (digits === undefined) return undefined;
  // A number to the base 8 is written 017 in YAML 1.1.
  const value = BigInt(digits.replace(/^0(?=\d)/, '0o').toLowerCase());
  const bits = sign ? 63n : 64n;
  const most = 2n ** bits - (sign === '-' ? 0n : 1n);
  if (value > most) return undefined;
  return sign === '-' ? -Number(value) : Number(value);
}

/** Past what 64 bits hold it is a text. */
function floatOf(text: string): number | undefined {
  const value = FLOAT.test(text) ? Number(text) : undefined;
  return Number.isFinite(value) ? value : undefined;
}

const DATE = /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt]| +)(.*))?$/;
const TIME = /^(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)?$/;

function isDate(text: string): boolean {
  const [, year, month, day, mark, rest] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const last = new Date(0);
  last.setUTCFullYear(Number(year), Number(month), 0);
  if (!inRange(month, 1, 12) || !inRange(day, 1, last.getUTCDate())) {
    return false;
  }
  return mark === undefined || isTime(rest, mark);
}

function isTime(text: string, mark: string): boolean {
  const [, hour, minute, second, zone] = TIME.exec(text) ?? [];
  if (hour === undefined || (zone === undefined) !== mark.startsWith(' ')) {
    return false;
  }
  return (
    inRange(hour, 0, 23) && inRange(minute, 0, 59) && inRange(second, 0, 59)
  );
}

function inRange(text: string, least: number, most: number): boolean {
  return Number(text) >= least && Number(text) <= most;
}
