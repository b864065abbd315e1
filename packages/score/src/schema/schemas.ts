import type { Options } from 'ajv/dist/2020.js';
import { profileSchema } from './profileSchema';
import { scoreSchema } from './scoreSchema';

/** What is checked by a schema. */
export const SCHEMAS = { score: scoreSchema, profile: profileSchema };

/** How ajv compiles them, here and in the build. */
export const OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateFormats: false,
  // A test holds the schemas to their own schema, so that no reader waits for it.
  meta: false,
  validateSchema: false,
};
