import { createHash } from 'node:crypto';
import { inside, quoted } from '../values/print';
import type { Value } from '../values/values';
import {
  bounded,
  define,
  integer,
  list,
  text,
  type Functions,
} from './arguments';
import { formatted } from './format';

const there = (values: Value[]) =>
  values.filter(value => value !== undefined && value !== null);

function indented(width: number, value: string): string {
  const blank = ' '.repeat(bounded(width));
  return blank + value.replaceAll('\n', `\n${blank}`);
}

function trimmed(value: string, characters: string): string {
  const inSet = (one: string) => characters.includes(one);
  const all = [...value];
  const from = all.findIndex(one => !inSet(one));
  const to = all.findLastIndex(one => !inSet(one));
  return from < 0 ? '' : all.slice(from, to + 1).join('');
}

/** By code point, and to the end where the end is negative. */
function part(from: number, to: number, value: string): string {
  const bytes = Buffer.from(value);
  if (from < 0) return bytes.subarray(0, to).toString();
  return bytes
    .subarray(from, to < 0 || to > bytes.length ? undefined : to)
    .toString();
}

function truncated(length: number, value: string): string {
  if (length < 0)
    return value.length + length > 0 ? value.slice(length) : value;
  return value.slice(0, length);
}

/** Between two values a blank, where neither is a text. */
function printedTogether(values: Value[]): string {
  return values
    .map((value, at) => {
      const before = values[at - 1];
      const apart =
        at > 0 && typeof value !== 'string' && typeof before !== 'string';
      return (apart ? ' ' : '') + inside(value);
    })
    .join('');
}

const hash = (algorithm: string) =>
  define(1, 1, ([value]) =>
    createHash(algorithm).update(text(value)).digest('hex'),
  );

const of = (change: (value: string) => Value) =>
  define(1, 1, ([value]) => change(text(value)));

export const texts: Functions = {
  print: define(0, Infinity, printedTogether),
  println: define(0, Infinity, values => `${values.map(inside).join(' ')}\n`),
  printf: define(1, Infinity, ([format, ...values]) =>
    formatted(text(format), values),
  ),
  quote: define(0, Infinity, values =>
    there(values)
      .map(one => quoted(inside(one)))
      .join(' '),
  ),
  squote: define(0, Infinity, values =>
    there(values)
      .map(one => `'${inside(one)}'`)
      .join(' '),
  ),
  cat: define(0, Infinity, values => there(values).map(inside).join(' ')),
  toString: define(1, 1, ([value]) => inside(value)),
  upper: of(value => value.toUpperCase()),
  lower: of(value => value.toLowerCase()),
  title: of(value =>
    value.replace(
      /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
      (_, before, first) => before + first.toUpperCase(),
    ),
  ),
  untitle: of(value =>
    value.replace(
      /(^|\s)(\p{L})/gu,
      (_, before, first) => before + first.toLowerCase(),
    ),
  ),
  trim: of(value => value.trim()),
  nospace: of(value => value.replace(/\s/gu, '')),
  trimAll: define(2, 2, ([set, value]) => trimmed(text(value), text(set))),
  trimPrefix: define(2, 2, ([prefix, value]) =>
    text(value).startsWith(text(prefix))
      ? text(value).slice(text(prefix).length)
      : text(value),
  ),
  trimSuffix: define(2, 2, ([suffix, value]) =>
    text(value).endsWith(text(suffix))
      ? text(value).slice(0, text(value).length - text(suffix).length)
      : text(value),
  ),
  hasPrefix: define(2, 2, ([prefix, value]) =>
    text(value).startsWith(text(prefix)),
  ),
  hasSuffix: define(2, 2, ([suffix, value]) =>
    text(value).endsWith(text(suffix)),
  ),
  contains: define(2, 2, ([piece, value]) => text(value).includes(text(piece))),
  replace: define(3, 3, ([from, to, value]) =>
    text(value).replaceAll(text(from), () => text(to)),
  ),
  repeat: define(2, 2, ([count, value]) => {
    bounded(integer(count) * text(value).length);
    return text(value).repeat(Math.max(0, integer(count)));
  }),
  substr: define(3, 3, ([from, to, value]) =>
    part(integer(from), integer(to), text(value)),
  ),
  trunc: define(2, 2, ([length, value]) =>
    truncated(integer(length), text(value)),
  ),
  indent: define(2, 2, ([width, value]) =>
    indented(integer(width), text(value)),
  ),
  nindent: define(
    2,
    2,
    ([width, value]) => `\n${indented(integer(width), text(value))}`,
  ),
  join: define(2, 2, ([separator, values]) =>
    Array.isArray(values)
      ? there(values).map(inside).join(text(separator))
      : inside(values),
  ),
  splitList: define(2, 2, ([separator, value]) =>
    text(value).split(text(separator)),
  ),
  sortAlpha: define(1, 1, ([values]) => list(values).map(inside).sort()),
  b64enc: of(value => Buffer.from(value).toString('base64')),
  b64dec: of(value => Buffer.from(value, 'base64').toString()),
  sha1sum: hash('sha1'),
  sha256sum: hash('sha256'),
  sha512sum: hash('sha512'),
};
