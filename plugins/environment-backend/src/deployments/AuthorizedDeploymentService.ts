import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  environmentDeploymentReadPermission,
  type HistoryQuery,
  type ServiceQuery,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';
import { requirePermission } from '../permissions/authorize';
import type { DeploymentService } from './DeploymentService';

/** Answers who has the permission `environment.deployment.read`. */
export class AuthorizedDeploymentService implements DeploymentService {
  constructor(
    private readonly inner: DeploymentService,
    private readonly permissions: PermissionsService,
  ) {}

  async listEnvironments(caller: Caller) {
    await this.requireRead(caller);
    return this.inner.listEnvironments(caller);
  }

  async getStatus(caller: Caller) {
    await this.requireRead(caller);
    return this.inner.getStatus(caller);
  }

  async listServices(query: ServiceQuery, caller: Caller) {
    await this.requireRead(caller);
    return this.inner.listServices(query, caller);
  }

  async getService(service: string, caller: Caller) {
    await this.requireRead(caller);
    return this.inner.getService(service, caller);
  }

  async getHistory(service: string, query: HistoryQuery, caller: Caller) {
    await this.requireRead(caller);
    return this.inner.getHistory(service, query, caller);
  }

  private requireRead(caller: Caller): Promise<void> {
    return requirePermission(
      this.permissions,
      environmentDeploymentReadPermission,
      caller,
    );
  }
}
