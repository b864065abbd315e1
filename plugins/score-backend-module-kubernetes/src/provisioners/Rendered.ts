import type { JsonObject } from '@backstage/types';

/** What a provisioner has made, secrets in clear. */
export interface Rendered {
  state: JsonObject;
  /** What it adds to the shared state. */
  shared: JsonObject;
  outputs: JsonObject;
  manifests: Record<string, unknown>[];
  /** Whatever of it may hold secrets that stand in no Secret. */
  knows: unknown;
}
