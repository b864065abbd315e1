import type { JsonObject } from '@backstage/types';
import { isObject, member } from '../json/read';

/** A block with its labels. */
export interface Block {
  labels: string[];
  body: JsonObject;
}

/** A shape that Terraform would not take either. */
export class NotUnderstoodError extends Error {}

/**
 * The blocks of a kind in a body. JSON may have a list wherever HCL has several blocks, also between labels.
 *
 * @throws NotUnderstoodError for what is no block
 */
export function blocksOf(
  body: JsonObject,
  kind: string,
  labels: number,
): Block[] {
  const value = member(body, kind);
  return value === undefined ? [] : collect(value, kind, labels, []);
}

function collect(
  value: unknown,
  kind: string,
  open: number,
  labels: string[],
): Block[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap(one => collect(one, kind, open, labels));
  }
  if (!isObject(value)) {
    throw new NotUnderstoodError(
      `"${[kind, ...labels].join(' ')}" is no block with ${
        open + labels.length
      } labels`,
    );
  }
  if (open === 0) return [{ labels, body: value }];
  return Object.entries(value).flatMap(([label, inner]) =>
    collect(inner, kind, open - 1, [...labels, label]),
  );
}
