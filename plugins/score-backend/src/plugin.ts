import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createApiRouter, protect } from '@towpath/backend-kit';
import {
  scoreReadPermission,
  scoreStartPermission,
  type paths,
} from '@towpath/plugin-score-common';
import { createPluginRuns, runServices } from '@towpath/runs';
import { ScoreService, protection } from './ScoreService';
import { defineScoreKind, present } from './kind';
import { routes } from './routes';

/** On which pages hear that a run has changed. */
export const CHANNEL = 'score:runs';

/** Answers `/api/score`, and has its runs among those of all kinds. */
export const scorePlugin = createBackendPlugin({
  pluginId: 'score',
  register({ registerInit }) {
    registerInit({
      deps: {
        ...runServices,
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ catalog, httpAuth, httpRouter, ...services }) {
        const { auditor, auth, permissionsRegistry } = services;
        permissionsRegistry.addPermissions([
          scoreReadPermission,
          scoreStartPermission,
        ]);
        const { engine, authorizer } = await createPluginRuns(services, {
          kind: defineScoreKind({ catalog, auth }),
          title: 'Score',
          channel: CHANNEL,
          present,
          read: scoreReadPermission,
          manage: scoreStartPermission,
        });
        const service = protect<ScoreService>(
          new ScoreService({ catalog, engine }),
          { auditor, authorizer, table: protection },
        );
        httpRouter.use(
          createApiRouter<paths>('@towpath/plugin-score-backend', [
            routes({ service, httpAuth }),
          ]),
        );
      },
    });
  },
});
