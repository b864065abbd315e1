import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createHide } from './hideInside';
import { hideInTaskLogs } from './taskLogs';

/** Keeps stacks and the paths of the server out of the logs of tasks. */
export default createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'task-logs',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpRouter }) {
        httpRouter.use(hideInTaskLogs(createHide(config)));
      },
    });
  },
});
