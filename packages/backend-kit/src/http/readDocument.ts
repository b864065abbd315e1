import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

type Document = JsonObject & { paths: JsonObject; components?: JsonObject };

/**
 * The contract of a plugin's HTTP API: `src/schema/openapi.yaml` of its package, which has to be among
 * the `files` of its manifest.
 *
 * @param packageName such as `@towpath/plugin-environment-backend`
 */
export function readDocument(packageName: string): Document {
  const file = resolvePackagePath(packageName, 'src/schema/openapi.yaml');
  return parse(readFileSync(file, 'utf8'));
}
