import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { PostgresDriver } from './PostgresDriver';
import { ownDatabases } from './settings/ownDatabases';
import { Servers } from './settings/Servers';

/** Gives Score the driver `postgres`. A server that cannot be used is named in the log, and does not stop the start. */
export const scoreModulePostgres = createBackendModule({
  pluginId: 'score',
  moduleId: 'postgres',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        drivers: scoreDriversExtensionPoint,
      },
      async init({ config, logger, drivers }) {
        const servers = Servers.read(config);
        for (const problem of servers.problems) logger.warn(problem);
        const own = ownDatabases(config);
        drivers.addDriver(new PostgresDriver(servers, { own }));
      },
    });
  },
});
