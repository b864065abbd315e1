import type { PermissionsService } from '@backstage/backend-plugin-api';
import type {
  HistoryQuery,
  ServiceQuery,
} from '@towpath/plugin-environment-common';
import type { Asker, DeploymentService } from './DeploymentService';
import { requireMayRead } from './requireMayRead';

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

  private check(asker: Asker): Promise<void> {
    return requireMayRead(this.permissions, asker);
  }
}
