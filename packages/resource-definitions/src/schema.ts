import {
  Ajv2020,
  type ErrorObject,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { priceSchema } from './prices/priceSchema';
import { definitionSchema } from './read/definitionSchema';
import type { JsonSchema } from './types';

const OPTIONS = {
  allErrors: true,
  verbose: true,
  strict: false,
  // A keyword that is misspelt would be a rule that never speaks.
  strictSchema: true,
  validateFormats: false,
  addUsedSchema: false,
} as const;

// Compiled at first use, as compiling takes tens of milliseconds.
let definitions: ValidateFunction | undefined;
let prices: ValidateFunction | undefined;
let params: Ajv2020 | undefined;

/** Every way in which a value is no definition, as ajv words them. */
export function definitionErrors(value: unknown): ErrorObject[] {
  definitions ??= new Ajv2020(OPTIONS).compile(definitionSchema);
  return definitions(value) ? [] : [...(definitions.errors ?? [])];
}

/** Every way in which a value is no list of prices, as ajv words them. */
export function priceErrors(value: unknown): ErrorObject[] {
  prices ??= new Ajv2020(OPTIONS).compile(priceSchema);
  return prices(value) ? [] : [...(prices.errors ?? [])];
}

/**
 * A check of params by the schema of a definition, which puts its defaults in.
 *
 * @throws Error saying why the schema cannot be used
 */
export function compileParams(schema: JsonSchema = {}): ValidateFunction {
  params ??= new Ajv2020({ ...OPTIONS, useDefaults: true });
  if (schema.type !== undefined && schema.type !== 'object') {
    throw new Error('params are a map, so its type is object');
  }
  const isOpen =
    'additionalProperties' in schema || 'unevaluatedProperties' in schema;
  const closed = {
    ...schema,
    type: 'object',
    ...(isOpen ? {} : { additionalProperties: false }),
  };
  try {
    return params.compile(closed);
  } finally {
    // Else it would keep every schema that was ever read.
    params.removeSchema(closed);
  }
}
