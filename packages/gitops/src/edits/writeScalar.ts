import { InputError } from '@backstage/errors';
import { parseDocument, Scalar } from 'yaml';

export type ScalarValue = string | number | boolean | null;

const PLAIN = /^[\w./+-][\w./:@+-]*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

// Kustomize and Helm read YAML 1.1, where `on` and `12:30` are no texts.
const isPlain = (value: string) =>
  PLAIN.test(value) &&
  (['1.1', '1.2'] as const).every(version => {
    const { errors, contents } = parseDocument(value, { version });
    return (
      errors.length === 0 &&
      contents instanceof Scalar &&
      contents.value === value
    );
  });

/**
 * A value as YAML of one line, in the quotes of the scalar whose place it takes.
 * A text is never written so that it would be read as something else: `1.10` becomes `"1.10"`.
 */
export function writeScalar(value: ScalarValue, like?: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(`value ${value} cannot be written: give a number`);
  }
  if (typeof value !== 'string') return String(value);
  const style = like instanceof Scalar ? like.type : undefined;
  if (style === Scalar.QUOTE_SINGLE && PRINTABLE.test(value)) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  if (style !== Scalar.QUOTE_DOUBLE && isPlain(value)) return value;
  return JSON.stringify(value);
}
