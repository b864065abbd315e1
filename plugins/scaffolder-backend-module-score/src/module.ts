import {
  coreServices,
  createBackendModule,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { fetchAs } from '@towpath/backend-kit';
import { RunsApiClient } from '@towpath/plugin-runs-common';
import { scoreServiceRef } from '@towpath/plugin-score-node';
import { createAddResourceAction } from './actions/addResource';
import { createDeleteAction } from './actions/delete';
import { createPlanAction } from './actions/plan';
import { createProvisionAction } from './actions/provision';
import { createRenderAction } from './actions/render';
import { createValidateAction } from './actions/validate';

/** Gives templates the actions `score:*`, which ask the plugin of Score. */
export const scaffolderModuleScore = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'score',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        score: scoreServiceRef,
      },
      async init({ actions, auth, config, discovery, score }) {
        const portalUrl = config.getString('app.baseUrl');
        const runs = {
          as: (credentials: BackstageCredentials) =>
            new RunsApiClient({
              discoveryApi: discovery,
              fetchApi: {
                fetch: fetchAs(credentials, { auth, targetPluginId: 'runs' }),
              },
            }),
        };
        const services = { auth, runs, score, portalUrl };
        actions.addActions(
          createValidateAction(services),
          createRenderAction(services),
          createPlanAction(services),
          createProvisionAction(services),
          createDeleteAction(services),
          createAddResourceAction(services),
        );
      },
    });
  },
});
