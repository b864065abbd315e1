import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { buildAhead } from './buildAhead';

const SCHEDULE = 'towpath.docs.buildAhead';

/**
 * Builds documentation before somebody asks for it, on the schedule in
 * `towpath.docs.buildAhead`. TechDocs builds a site when it is first opened, and
 * search knows only what is built: a fresh portal would find nothing in its docs.
 */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'build-ahead',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ config, scheduler, ...services }) {
        if (!config.has(SCHEDULE)) return;
        await scheduler.scheduleTask({
          ...readSchedulerServiceTaskScheduleDefinitionFromConfig(
            config.getConfig(SCHEDULE),
          ),
          id: 'build-docs-ahead',
          fn: signal => buildAhead(services, signal),
        });
      },
    });
  },
});
