import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

type Document = JsonObject & { paths: JsonObject; components?: JsonObject };

/** The contract of this plugin's HTTP API. */
export function readDocument(): Document {
  const file = resolvePackagePath(
    '@towpath/plugin-environment-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(file, 'utf8'));
}
