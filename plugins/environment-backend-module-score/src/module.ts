import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { fetchAs } from '@towpath/backend-kit';
import { environmentDeliveryExtensionPoint } from '@towpath/plugin-environment-node';
import { createScoreDeliveryApi } from '@towpath/plugin-score-common';
import { ScoreDelivery } from './ScoreDelivery';

/** Brings the delivery strategy `score`, which asks the Score plugin as the environment plugin. */
export const environmentModuleScore = createBackendModule({
  pluginId: 'environment',
  moduleId: 'score',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        delivery: environmentDeliveryExtensionPoint,
        discovery: coreServices.discovery,
      },
      async init({ auth, delivery, discovery }) {
        const score = createScoreDeliveryApi({
          discoveryApi: discovery,
          fetchApi: {
            fetch: async (input, init) => {
              const own = await auth.getOwnServiceCredentials();
              const send = fetchAs(own, { auth, targetPluginId: 'score' });
              return send(input, init);
            },
          },
        });
        delivery.addStrategy(new ScoreDelivery(score));
      },
    });
  },
});
