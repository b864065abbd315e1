import type { JsonObject, JsonValue } from '@backstage/types';
import { hideCredentials } from '@towpath/redact';

const MARK = '***';
const DEEPEST = 32;

/** The values with `***` in the place of every field that the form hides, and of what looks like a credential. */
export function maskInput(values: JsonObject, parameters: unknown): JsonObject {
  const secret = new Set<string>();
  collectSecretFields(parameters, secret, 0);
  return mask(values, secret, 0) as JsonObject;
}

/** What stands in fields that the form hides, to be taken out of texts as well. */
export function secretTexts(
  values: JsonObject,
  parameters: unknown,
  secrets: Record<string, string>,
): string[] {
  const secret = new Set<string>();
  collectSecretFields(parameters, secret, 0);
  return [
    ...Object.values(secrets).filter(isText),
    ...textsUnder(values, secret, false),
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Names of fields anywhere in the form; a name that is secret in one place is taken to be so in all. */
function collectSecretFields(
  schema: unknown,
  found: Set<string>,
  depth: number,
): void {
  if (typeof schema !== 'object' || schema === null || depth > DEEPEST) return;
  if (Array.isArray(schema)) {
    schema.forEach(one => collectSecretFields(one, found, depth + 1));
    return;
  }
  const { properties } = schema as { properties?: unknown };
  if (typeof properties === 'object' && properties !== null) {
    Object.entries(properties)
      .filter(([, field]) => isSecretField(field))
      .forEach(([name]) => found.add(name));
  }
  Object.values(schema).forEach(one =>
    collectSecretFields(one, found, depth + 1),
  );
}

function isSecretField(field: unknown): boolean {
  if (typeof field !== 'object' || field === null) return false;
  const given = field as Record<string, any>;
  const review = given['ui:backstage']?.review;
  return (
    given.writeOnly === true ||
    given.format === 'password' ||
    given['ui:widget'] === 'password' ||
    given['ui:field'] === 'Secret' ||
    given['ui:options']?.widget === 'password' ||
    review?.mask !== undefined ||
    review?.show === false
  );
}

function mask(
  value: JsonValue | undefined,
  secret: Set<string>,
  depth: number,
): JsonValue | undefined {
  if (typeof value === 'string') return hideCredentials(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return MARK;
  if (Array.isArray(value)) {
    return value.map(one => mask(one, secret, depth + 1) ?? null);
  }
  const entries = Object.entries(value).map(([name, one]) => [
    name,
    secret.has(name) ? MARK : mask(one, secret, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function textsUnder(
  value: JsonValue | undefined,
  secret: Set<string>,
  isHidden: boolean,
): string[] {
  if (typeof value !== 'object' || value === null) {
    return isHidden && value !== null && value !== undefined
      ? [String(value)]
      : [];
  }
  return Object.entries(value).flatMap(([name, one]) =>
    textsUnder(one as JsonValue, secret, isHidden || secret.has(name)),
  );
}
