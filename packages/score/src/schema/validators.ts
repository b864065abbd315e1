/*
 * The build puts functions that ajv made of the same schemas into the place of
 * this file, so that what is published neither needs ajv nor waits for it.
 */
// eslint-disable-next-line @backstage/no-undeclared-imports
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { OPTIONS, SCHEMAS } from './schemas';

const compiled = new Map<keyof typeof SCHEMAS, ValidateFunction>();

/** Compiled at first use, as compiling takes tens of milliseconds. */
function validatorOf(name: keyof typeof SCHEMAS): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const validate = new Ajv2020({
    ...OPTIONS,
    code: { optimize: false },
  }).compile(SCHEMAS[name]);
  compiled.set(name, validate);
  return validate;
}

/**
 * Every way in which a value breaks a schema, as ajv words them; empty when it
 * keeps it.
 */
export function errorsOf(
  name: keyof typeof SCHEMAS,
  value: unknown,
): ErrorObject[] {
  const validate = validatorOf(name);
  return validate(value) ? [] : [...(validate.errors ?? [])];
}
