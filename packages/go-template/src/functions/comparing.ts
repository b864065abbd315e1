import { typeName, type Value } from '../values/values';
import { define, type Functions } from './arguments';

const BASIC = ['string', 'bool', 'int', 'float64'];

function kindOf(value: Value): string {
  const kind = typeName(value);
  if (kind === 'float64') return 'int';
  return kind;
}

function equal(a: Value, b: Value): boolean {
  const [one, other] = [kindOf(a), kindOf(b)];
  if (one === 'nil' || other === 'nil') return one === other;
  if (!BASIC.includes(one) || !BASIC.includes(other)) {
    throw new Error(`${one} and ${other} cannot be compared`);
  }
  if (one !== other) throw new Error(`${one} and ${other} cannot be compared`);
  return a === b;
}

function less(a: Value, b: Value): boolean {
  const fits = kindOf(a) === kindOf(b) && ['int', 'string'].includes(kindOf(a));
  if (!fits) {
    throw new Error(`${kindOf(a)} and ${kindOf(b)} have no order`);
  }
  return a! < b!;
}

export const comparing: Functions = {
  eq: define(2, Infinity, ([first, ...rest]) =>
    rest.some(one => equal(first, one)),
  ),
  ne: define(2, 2, ([a, b]) => !equal(a, b)),
  lt: define(2, 2, ([a, b]) => less(a, b)),
  le: define(2, 2, ([a, b]) => !less(b, a)),
  gt: define(2, 2, ([a, b]) => less(b, a)),
  ge: define(2, 2, ([a, b]) => !less(a, b)),
};
