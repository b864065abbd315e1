import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { openDatabase } from './database/openDatabase';
import { statusRoutes } from './routes/statusRoutes';
import { createRouter } from './router';

/** Answers `/api/environment`: what runs where, and its promotion from one environment to the next. */
export const environmentPlugin = createBackendPlugin({
  pluginId: 'environment',
  register({ registerInit }) {
    registerInit({
      deps: {
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpRouter }) {
        await openDatabase(database);
        httpRouter.use(createRouter([statusRoutes()]));
      },
    });
  },
});
