import type { JsonValue } from '@backstage/types';
import type { ShownValue } from './types';

/** A value with what Terraform says about it; `mask` and `unknown` are `true` or have the shape of the value. */
export interface Marked {
  value: unknown;
  mask?: unknown;
  unknown?: unknown;
}

/** The value as it may be shown. */
export function toShown({ value, mask, unknown }: Marked): ShownValue {
  if (mask === true) return { sensitive: true };
  if (unknown === true) return { unknown: true };
  return { value: (value ?? null) as JsonValue };
}

export function isAbsent({ value, unknown }: Marked): boolean {
  return (value === undefined || value === null) && unknown !== true;
}

/** Whether a mask marks anything at all: `{}`, `[false]` and the like mark nothing. */
export function marksAnything(mask: unknown, depth = 0): boolean {
  if (mask === true) return true;
  if (typeof mask !== 'object' || mask === null) return false;
  // A mask too deep to read is taken for one that hides.
  if (depth > 32) return true;
  return Object.values(mask).some(one => marksAnything(one, depth + 1));
}
