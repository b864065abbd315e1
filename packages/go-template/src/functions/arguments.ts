import { TypedMap } from '../values/Struct';
import { isMap, typeName, type Value, type ValueMap } from '../values/values';

/** What functions are given beside their arguments. */
export interface Tools {
  /** So many bytes that nobody can guess; the same ones for the same template and place. */
  random(count: number): Uint8Array;
}

export interface TemplateFunction {
  /** How many arguments it takes. */
  least: number;
  most: number;
  call(values: Value[], tools: Tools): Value;
}

/** Lists and texts that a template makes are no longer than that. */
export const LONGEST = 1024 * 1024;

export type Functions = Record<string, TemplateFunction>;

export function define(
  least: number,
  most: number,
  call: TemplateFunction['call'],
): TemplateFunction {
  return { least, most, call };
}

export function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new Error(`expected a text and got ${typeName(value)}`);
}

export function integer(value: Value): number {
  const number = toNumber(value);
  return number < 0 ? Math.ceil(number) : Math.floor(number);
}

/** As sprig takes numbers: what is none counts as 0. */
export function toNumber(value: Value): number {
  if (typeof value === 'boolean') return Number(value);
  const number = typeof value === 'string' ? Number(value.trim()) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

export function list(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new Error(`expected a list and got ${typeName(value)}`);
}

export function map(value: Value): ValueMap {
  if (value instanceof TypedMap) return value.entries;
  if (isMap(value)) return value;
  if (value === undefined) return Object.create(null);
  throw new Error(`expected a map and got ${typeName(value)}`);
}

/** @throws Error when it would be longer than anything that is written */
export function bounded(count: number): number {
  if (count <= LONGEST) return count;
  throw new Error(`${count} is more than ${LONGEST}, the longest that is made`);
}
