import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { readPlatformEngineerGroups } from '@towpath/roles';
import { createLocationRouter } from './createLocationRouter';
import { LocationGuard } from './LocationGuard';
import { LocationMakers } from './LocationMakers';

/**
 * Gives each registered location a maker. Upstream lets everyone who may register one also repoint
 * all others, and with them any entity.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'owned-locations',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        userInfo: coreServices.userInfo,
      },
      async init({ config, database, httpRouter, logger, ...services }) {
        const makers = await LocationMakers.open(database);
        const platformEngineers = readPlatformEngineerGroups(config);
        const guard = new LocationGuard({
          ...services,
          makers,
          platformEngineers,
        });
        httpRouter.use(createLocationRouter({ guard, logger, makers }));
      },
    });
  },
});
