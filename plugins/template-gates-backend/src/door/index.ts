import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { gateKeeperServiceRef } from '../holding/gateKeeperServiceRef';
import { createDoor } from './createDoor';

/**
 * Stands before all that the scaffolder answers. A module is made ready before its plugin, so that what it mounts
 * comes first, in whatever order both are added.
 */
export const templateDoor = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'template-gates',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        keeper: gateKeeperServiceRef,
        permissions: coreServices.permissions,
      },
      async init({ httpRouter, ...services }) {
        httpRouter.use(createDoor(services));
      },
    });
  },
});
