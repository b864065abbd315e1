import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DirectoryPreparer,
  techdocsGeneratorExtensionPoint,
  techdocsPreparerExtensionPoint,
  UrlPreparer,
} from '@backstage/plugin-techdocs-node';
import { openJail } from '@towpath/jail';
import { buildAhead } from './buildAhead';
import { readContainerProgram } from './container/readContainerProgram';
import { JailedGenerator } from './JailedGenerator';
import { OwnDocsPreparer } from './source/OwnDocsPreparer';

const SCHEDULE = 'towpath.docs.buildAhead';
const ALSO_FROM = 'towpath.docs.alsoFrom';

const buildsIn = (config: RootConfigService, place: 'local' | 'docker') =>
  config.getOptionalString('techdocs.builder') === 'local' &&
  config.getOptionalString('techdocs.generator.runIn') === place;

/**
 * Pages are what anybody may push, so TechDocs fetches them only from where an entity came from and
 * builds them in a jail. With the schedule `towpath.docs.buildAhead` it does so before somebody asks:
 * otherwise a site is built when it is first opened, and search knows only what is built.
 */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'docs',
  register(reg) {
    reg.registerInit({
      deps: {
        generators: techdocsGeneratorExtensionPoint,
        preparers: techdocsPreparerExtensionPoint,
        reader: coreServices.urlReader,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        config,
        generators,
        preparers,
        reader,
        scheduler,
        ...services
      }) {
        const { logger } = services;
        const jail = await openJail({
          scratch: config.getOptionalString('backend.workingDirectory'),
        });
        if (jail.gaps && buildsIn(config, 'local'))
          logger.warn(
            `This machine locks no program up, so pages that are built here can: ${jail.gaps}.`,
          );
        if (buildsIn(config, 'docker'))
          logger.info(
            `Pages are built by ${readContainerProgram(
              config,
            )}, in containers without a network.`,
          );
        generators.setTechdocsGenerator(
          new JailedGenerator({ config, logger, jail, clock: Date.now }),
        );
        const sources = {
          integrations: ScmIntegrations.fromConfig(config),
          alsoFrom: config.getOptionalStringArray(ALSO_FROM) ?? [],
        };
        const fetching = { logger, reader };
        preparers.registerPreparer(
          'dir',
          new OwnDocsPreparer(
            DirectoryPreparer.fromConfig(config, fetching),
            sources,
          ),
        );
        preparers.registerPreparer(
          'url',
          new OwnDocsPreparer(UrlPreparer.fromConfig(fetching), sources),
        );
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
