import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { GitHosts } from '@towpath/git-hosts';
import { CatalogMemory } from './CatalogMemory';
import { Discovery } from './Discovery';
import { Organisation } from './Organisation';
import { readOrganisations } from './readOrganisations';

/**
 * Reads `catalog.providers.gitea`. Takes the place of Backstage's own module, whose names of providers and
 * tasks it keeps.
 */
export const catalogModuleGiteaDiscovery = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'gitea-discovery',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ processing, catalog, auth, config, logger, scheduler }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const hosts = GitHosts.fromIntegrations(integrations);
        for (const settings of readOrganisations(config, integrations)) {
          processing.addEntityProvider(
            new Discovery({
              settings,
              organisation: new Organisation(settings, { hosts }),
              memory: new CatalogMemory({ catalog, auth }),
              runner: scheduler.createScheduledTaskRunner(settings.schedule),
              logger,
            }),
          );
        }
      },
    });
  },
});
