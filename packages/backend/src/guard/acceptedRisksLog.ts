import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readAcceptedRisks } from './acceptedRisks';
import { readMode } from './mode';

/** Says at each start in production which unsafe settings it starts with, and why. */
export const acceptedRisksLog = createBackendModule({
  pluginId: 'app',
  moduleId: 'accepted-risks',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
      },
      async init({ config, logger }) {
        if (readMode(config) === 'sandbox') return;
        for (const { key, reason } of readAcceptedRisks(config)) {
          logger.warn(
            `Started with an accepted risk: ${key}, because ${reason}`,
          );
        }
      },
    });
  },
});
