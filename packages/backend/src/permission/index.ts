import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readPlatformEngineerGroups } from '@towpath/roles';
import { portalAccessServiceRef } from '../access';
import { RolePermissionPolicy } from './RolePermissionPolicy';

/** Roles from catalog groups as the permission policy: see docs/how-to/permissions.md. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'role-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        access: portalAccessServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ access, config, logger, policy, userInfo }) {
        policy.setPolicy(
          new RolePermissionPolicy({
            access,
            platformEngineers: readPlatformEngineerGroups(config),
            userInfo,
            logger,
          }),
        );
      },
    });
  },
});
