import type { Value } from '../values/values';
import {
  bounded,
  define,
  integer,
  toNumber,
  type Functions,
} from './arguments';

const sums = (least: number, add: (a: number, b: number) => number) =>
  define(least, Infinity, values => values.map(integer).reduce(add));

function divided(a: number, b: number, take: (quotient: number) => number) {
  if (b === 0) throw new Error('nothing can be divided by 0');
  return take(a / b);
}

function steps(from: number, to: number, step: number): Value[] {
  const goesOn = step > 0 ? from <= to : from >= to;
  if (step === 0 || !goesOn) return [];
  const count = bounded(Math.ceil((to - from) / step));
  return Array.from({ length: count }, (_, at) => from + at * step);
}

export const numbers: Functions = {
  add: sums(1, (a, b) => a + b),
  add1: define(1, 1, ([value]) => integer(value) + 1),
  sub: define(2, 2, ([a, b]) => integer(a) - integer(b)),
  mul: sums(1, (a, b) => a * b),
  div: define(2, 2, ([a, b]) => divided(integer(a), integer(b), Math.trunc)),
  mod: define(2, 2, ([a, b]) =>
    divided(integer(a), integer(b), () => integer(a) % integer(b)),
  ),
  max: sums(1, (a, b) => Math.max(a, b)),
  min: sums(1, (a, b) => Math.min(a, b)),
  floor: define(1, 1, ([value]) => Math.floor(toNumber(value))),
  ceil: define(1, 1, ([value]) => Math.ceil(toNumber(value))),
  int: define(1, 1, ([value]) => integer(value)),
  int64: define(1, 1, ([value]) => integer(value)),
  float64: define(1, 1, ([value]) => toNumber(value)),
  atoi: define(1, 1, ([value]) => integer(value)),
  until: define(1, 1, ([to]) =>
    steps(0, integer(to), integer(to) < 0 ? -1 : 1),
  ),
  untilStep: define(3, 3, ([from, to, step]) =>
    steps(integer(from), integer(to), integer(step)),
  ),
};
