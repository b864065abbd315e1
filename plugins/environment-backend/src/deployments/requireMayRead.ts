import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { environmentDeploymentReadPermission as permission } from '@towpath/plugin-environment-common';
import type { Asker } from './DeploymentService';

/** @throws NotAllowedError without the permission `environment.deployment.read`. */
export async function requireMayRead(
  permissions: PermissionsService,
  { credentials }: Asker,
): Promise<void> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not see what runs where: the permission ${permission.name} is missing. Ask your platform team for it`,
    );
  }
}
