import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  environmentDeploymentReadPermission,
  environmentPromotionCreatePermission,
  type CompareQuery,
  type Comparison,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';
import { mayOnTargets, requirePermission } from '../permissions/authorize';
import type { ComparisonService } from './ComparisonService';

/** Answers who may see what runs where, and says whether they may promote too. */
export class AuthorizedComparisonService implements ComparisonService {
  constructor(
    private readonly inner: ComparisonService,
    private readonly permissions: PermissionsService,
  ) {}

  async compare(query: CompareQuery, caller: Caller): Promise<Comparison> {
    await requirePermission(
      this.permissions,
      environmentDeploymentReadPermission,
      caller,
    );
    const comparison = await this.inner.compare(query, caller);
    const { service, to: environment } = comparison;
    const question = {
      permission: environmentPromotionCreatePermission,
      target: { service, environment },
    };
    const [may] = await mayOnTargets(this.permissions, [question], caller);
    return { ...comparison, may };
  }
}
