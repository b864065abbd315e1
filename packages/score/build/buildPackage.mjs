import { fileURLToPath } from 'node:url';
import fs from 'node:fs';
import { bundleCommand, bundleLibrary } from './bundle.mjs';
import { writeNotices } from './notices.mjs';
import { dist } from './places.mjs';
import { bundleTypes } from './types.mjs';

/** Builds the library, its types, and the command. */
export async function buildPackage() {
  fs.rmSync(dist, { recursive: true, force: true });
  const files = await Promise.all([
    bundleLibrary(),
    bundleCommand(),
    bundleTypes(),
  ]);
  // The code of the validators is ajv's, though it is in none of its files.
  const ajv = fileURLToPath(import.meta.resolve('ajv/package.json'));
  writeNotices([...files.flat(), ajv]);
}
