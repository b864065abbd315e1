import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createApiRouter, protect } from '@towpath/backend-kit';
import {
  __CAMEL__ReadPermission,
  __CAMEL__StartPermission,
  type paths,
} from '@towpath/plugin-__ID__-common';
import { createPluginRuns, runServices } from '@towpath/runs';
import { __PASCAL__Service, protection } from './__PASCAL__Service';
import { define__PASCAL__Kind, present } from './kind';
import { routes } from './routes';

/** On which pages hear that a run has changed. */
export const CHANNEL = '__ID__:runs';

/** Answers `/api/__ID__`, and has its runs among those of all kinds. */
export const __CAMEL__Plugin = createBackendPlugin({
  pluginId: '__ID__',
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
          __CAMEL__ReadPermission,
          __CAMEL__StartPermission,
        ]);
        const { engine, authorizer } = await createPluginRuns(services, {
          kind: define__PASCAL__Kind({ catalog, auth }),
          title: '__TITLE__',
          channel: CHANNEL,
          present,
          read: __CAMEL__ReadPermission,
          manage: __CAMEL__StartPermission,
        });
        const service = protect<__PASCAL__Service>(
          new __PASCAL__Service({ catalog, engine }),
          { auditor, authorizer, table: protection },
        );
        httpRouter.use(
          createApiRouter<paths>('@towpath/plugin-__ID__-backend', [
            routes({ service, httpAuth }),
          ]),
        );
      },
    });
  },
});
