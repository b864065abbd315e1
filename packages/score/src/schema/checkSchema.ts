import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { scoreSchema } from './scoreSchema';

let compiled: ValidateFunction | undefined;

/** Compiled at first use, as compiling takes tens of milliseconds. */
function validator(): ValidateFunction {
  compiled ??= new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
    // A test holds the schema to its own schema, so that no reader waits for it.
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  }).compile(scoreSchema);
  return compiled;
}

/**
 * Every way in which a value breaks the schema, as ajv words them; empty when
 * it keeps it.
 */
export function schemaErrors(value: unknown): ErrorObject[] {
  const validate = validator();
  return validate(value) ? [] : [...(validate.errors ?? [])];
}
