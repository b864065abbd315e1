import type { ErrorObject } from 'ajv/dist/2020.js';
import { errorsOf } from './validators';

/**
 * Every way in which a value breaks the schema of Score, as ajv words them;
 * empty when it keeps it.
 */
export function schemaErrors(value: unknown): ErrorObject[] {
  return errorsOf('score', value);
}
