/**
 * A secret by reference: the name of a secret in the place where the workload
 * runs, and a key in it. The library never holds the value.
 *
 * @public
 */
export interface SecretRef {
  secretRef: { name: string; key: string };
}

/**
 * Makes an output that is a secret.
 *
 * @public
 */
export function secretRef(name: string, key: string): SecretRef {
  return { secretRef: { name, key } };
}

/**
 * Whether an output is a secret by reference.
 *
 * @public
 */
export function isSecretRef(value: unknown): value is SecretRef {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== 'secretRef') return false;
  const ref = (value as SecretRef).secretRef;
  return (
    typeof ref === 'object' &&
    ref !== null &&
    typeof ref.name === 'string' &&
    typeof ref.key === 'string'
  );
}

/**
 * A text some of whose pieces are secrets.
 *
 * @public
 */
export interface SecretText {
  secretText: (string | SecretRef)[];
}

/**
 * What a text with placeholders resolves to: a text, a secret by itself, or a
 * text that holds secrets.
 *
 * @public
 */
export type Resolved = string | SecretRef | SecretText;

/**
 * Whether a resolved value is a text that holds secrets.
 *
 * @public
 */
export function isSecretText(value: unknown): value is SecretText {
  return (
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as SecretText).secretText)
  );
}
