import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  environmentDeploymentReadPermission as permission,
  type HistoryQuery,
  type ServiceQuery,
} from '@towpath/plugin-environment-common';
import type { Asker, DeploymentService } from './DeploymentService';

/** Answers who has the permission `environment.deployment.read`. */
export class AuthorizedDeploymentService implements DeploymentService {
  constructor(
    private readonly inner: DeploymentService,
    private readonly permissions: PermissionsService,
  ) {}

  async listEnvironments(asker: Asker) {
    await this.check(asker);
    return this.inner.listEnvironments(asker);
  }

  async getStatus(asker: Asker) {
    await this.check(asker);
    return this.inner.getStatus(asker);
  }

  async listServices(query: ServiceQuery, asker: Asker) {
    await this.check(asker);
    return this.inner.listServices(query, asker);
  }

  async getService(service: string, asker: Asker) {
    await this.check(asker);
    return this.inner.getService(service, asker);
  }

  async getHistory(service: string, query: HistoryQuery, asker: Asker) {
    await this.check(asker);
    return this.inner.getHistory(service, query, asker);
  }

  private async check({ credentials }: Asker): Promise<void> {
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not see what runs where: the permission ${permission.name} is missing. Ask your platform team for it`,
      );
    }
  }
}
