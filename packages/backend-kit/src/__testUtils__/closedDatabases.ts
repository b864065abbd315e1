import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
  type RootLifecycleService,
} from '@backstage/backend-plugin-api';

/**
 * The databases of a backend, as its configuration says, with connections that are closed when it stops. Those of the
 * usual factory stay open, since its shutdown hook trips over each, and keep the process of a test from ending.
 */
export const closedDatabases = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  async createRootContext({ config, rootLifecycle }) {
    return DatabaseManager.fromConfig(config, { rootLifecycle });
  },
  async factory({ plugin, lifecycle, logger, rootLifecycle }, manager) {
    const databases = manager.forPlugin(plugin.getId(), { lifecycle, logger });
    return closeAtEnd(databases, rootLifecycle);
  },
});

/** After plugins have stopped: until then they write down how their work has ended. */
function closeAtEnd(
  databases: DatabaseService,
  lifecycle: RootLifecycleService,
): DatabaseService {
  let client: ReturnType<DatabaseService['getClient']> | undefined;
  lifecycle.addShutdownHook(async () => (await client)?.destroy());
  return {
    migrations: databases.migrations,
    getClient: () => (client ??= databases.getClient()),
  };
}
