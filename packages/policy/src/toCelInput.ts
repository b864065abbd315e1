import type { CelInput } from '@bufbuild/cel';

/**
 * A JSON value as CEL takes it. Whole numbers become `int`, because a JavaScript number is a
 * `double` there, for which `%` is an error and `3` prints as `3.0`. What JSON does not have is left
 * out as JSON.stringify would, dates are text, and keys never reach a prototype.
 */
function toCelInput(value: unknown): CelInput {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'object':
      return value === null ? null : fromObject(value);
    default:
      return null;
  }
}

function fromObject(value: object): CelInput {
  if (Array.isArray(value)) {
    return value.map(toCelInput);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.toISOString();
  }
  return new Map(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && typeof item !== 'function')
      .map(([key, item]) => [key, toCelInput(item)]),
  );
}

/**
 * The variables that a document gives to expressions: its top-level keys. Without a prototype, so that
 * a name such as `constructor` finds nothing.
 */
export function toVariables(
  document: Record<string, unknown>,
): Record<string, CelInput> {
  const variables: Record<string, CelInput> = Object.create(null);
  for (const [key, value] of Object.entries(document)) {
    if (value !== undefined) variables[key] = toCelInput(value);
  }
  return variables;
}
