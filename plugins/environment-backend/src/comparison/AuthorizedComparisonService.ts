import type { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  environmentPromotionCreatePermission as permission,
  stringifyTargetRef,
  type CompareQuery,
  type Comparison,
  type May,
} from '@towpath/plugin-environment-common';
import type { Asker } from '../deployments/DeploymentService';
import { requireMayRead } from '../deployments/requireMayRead';
import type { ComparisonService } from './ComparisonService';

/** Answers who may see what runs where, and says whether they may promote too. */
export class AuthorizedComparisonService implements ComparisonService {
  constructor(
    private readonly inner: ComparisonService,
    private readonly permissions: PermissionsService,
  ) {}

  async compare(query: CompareQuery, asker: Asker): Promise<Comparison> {
    await requireMayRead(this.permissions, asker);
    const comparison = await this.inner.compare(query, asker);
    return { ...comparison, may: await this.mayPromote(comparison, asker) };
  }

  private async mayPromote(
    { service, to }: Comparison,
    { credentials }: Asker,
  ): Promise<May> {
    const resourceRef = stringifyTargetRef({ service, environment: to });
    const [{ result }] = await this.permissions.authorize(
      [{ permission, resourceRef }],
      { credentials },
    );
    if (result === AuthorizeResult.ALLOW) return { allowed: true };
    return {
      allowed: false,
      why: `The permission ${permission.name} for ${resourceRef} is denied to you. Ask somebody of the team that owns the service or the environment`,
    };
  }
}
