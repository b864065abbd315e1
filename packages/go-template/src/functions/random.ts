import {
  bounded,
  define,
  integer,
  type Functions,
  type Tools,
} from './arguments';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PRINTABLE = Array.from({ length: 95 }, (_, at) =>
  String.fromCharCode(32 + at),
).join('');

/** Each character as likely as each other one. */
function drawn(count: number, characters: string, tools: Tools): string {
  bounded(count);
  const limit = 256 - (256 % characters.length);
  let result = '';
  while (result.length < count) {
    for (const byte of tools.random(count)) {
      if (byte < limit && result.length < count) {
        result += characters[byte % characters.length];
      }
    }
  }
  return result;
}

const of = (characters: string) =>
  define(1, 1, ([count], tools) => drawn(integer(count), characters, tools));

function uuid(tools: Tools): string {
  const bytes = tools.random(16);
  bytes[6] = (bytes[6] % 16) + 64;
  bytes[8] = (bytes[8] % 64) + 128;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function between(from: number, to: number, tools: Tools): number {
  if (to <= from)
    throw new Error(`there is nothing from ${from} to below ${to}`);
  const [a, b, c, d, e, f] = tools.random(6);
  const number = [a, b, c, d, e, f].reduce((sum, byte) => sum * 256 + byte, 0);
  return from + (number % (to - from));
}

/** Drawn from the bytes that whoever fills the template gives. */
export const random: Functions = {
  randAlphaNum: of(LETTERS + DIGITS),
  randAlpha: of(LETTERS),
  randNumeric: of(DIGITS),
  randAscii: of(PRINTABLE),
  randBytes: define(1, 1, ([count], tools) =>
    Buffer.from(tools.random(bounded(integer(count)))).toString('base64'),
  ),
  randInt: define(2, 2, ([from, to], tools) =>
    between(integer(from), integer(to), tools),
  ),
  uuidv4: define(0, 0, (_, tools) => uuid(tools)),
};
