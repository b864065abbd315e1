import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { scoreServiceRef } from '@towpath/plugin-score-node';
import { ScoreResources } from './ScoreResources';
import { ServiceFacts } from './ServiceFacts';

/** Lists what Score has provided as Resource entities, on which their services depend. */
export const catalogModuleScore = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'score',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        score: scoreServiceRef,
      },
      async init({
        processing,
        catalog,
        auth,
        config,
        logger,
        scheduler,
        score,
      }) {
        processing.addEntityProvider(
          new ScoreResources({
            ...{ auth, score, logger },
            facts: new ServiceFacts({ catalog, auth }),
            portalUrl: config.getString('app.baseUrl'),
            runner: scheduler.createScheduledTaskRunner({
              frequency: { seconds: 20 },
              timeout: { minutes: 5 },
              initialDelay: { seconds: 5 },
            }),
          }),
        );
      },
    });
  },
});
