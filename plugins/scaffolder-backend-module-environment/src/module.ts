import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { environmentServiceRef } from '@towpath/plugin-environment-node';
import { createPromoteAction } from './actions/promote';

/** Gives templates the action `environment:promote`. */
export const scaffolderModuleEnvironment = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'environment',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        environment: environmentServiceRef,
      },
      async init({ actions, auth, config, environment }) {
        actions.addActions(
          createPromoteAction({
            auth,
            environment,
            portalUrl: config.getString('app.baseUrl'),
          }),
        );
      },
    });
  },
});
