import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAddOverlaysAction } from './actions/addOverlays';
import { createAwaitEntityAction } from './actions/awaitEntity';
import { createAwaitVersionAction } from './actions/awaitVersion';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { TemplateHosts } from './lib/TemplateHosts';

/** Actions that take a new service from a workspace to its environments. */
export const scaffolderModuleDelivery = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'delivery',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, catalog, config, discovery }) {
        const hosts = new TemplateHosts(ScmIntegrations.fromConfig(config));
        actions.addActions(
          createPublishRepositoryAction(hosts),
          createAddOverlaysAction(hosts),
          createAwaitVersionAction(hosts),
          createAwaitEntityAction({ auth, catalog, discovery }),
        );
      },
    });
  },
});
