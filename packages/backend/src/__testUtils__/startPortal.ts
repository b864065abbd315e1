import { createBackend } from '@backstage/backend-defaults';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { freePort } from '@towpath/test-kit';

interface Portal {
  /** Where it listens, as `http://localhost:PORT`. */
  baseUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a backend with all of Backstage's own services, an in-memory database and a port of its
 * own.
 *
 * @param features what to add; a later service factory replaces Backstage's
 * @param config merged over the least a backend needs
 */
export async function startPortal(
  features: BackendFeature[],
  config: JsonObject = {},
): Promise<Portal> {
  const port = await freePort();
  const merged = ConfigReader.fromConfigs([
    {
      context: 'defaults',
      data: leastConfig(port, `http://localhost:${port}`),
    },
    { context: 'test', data: config },
  ]);
  const data = merged.get<JsonObject>();
  const backend = createBackend();
  backend.add(mockServices.rootConfig.factory({ data }));
  features.forEach(feature => backend.add(feature));
  await backend.start();
  return {
    baseUrl: merged.getString('backend.baseUrl'),
    stop: () => backend.stop(),
  };
}

function leastConfig(port: number, baseUrl: string): JsonObject {
  return {
    app: { baseUrl },
    auth: { environment: 'development', providers: { test: {} } },
    backend: {
      baseUrl,
      listen: { port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    permission: { enabled: true },
    towpath: { mode: 'sandbox' },
  };
}
