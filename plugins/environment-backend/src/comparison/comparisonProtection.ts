import type { Asker, ProtectionTable } from '@towpath/backend-kit';
import {
  environmentDeploymentReadPermission,
  environmentPromotionCreatePermission,
  type Comparison,
} from '@towpath/plugin-environment-common';
import { onTarget } from '../permissions/createAuthorizer';
import type { ComparisonService } from './ComparisonService';

/** Who may ask what of {@link ComparisonService}, and how it is written down. */
export const comparisonProtection: ProtectionTable<ComparisonService> = {
  compare: {
    permission: environmentDeploymentReadPermission,
    eventId: 'comparison-read',
    severityLevel: 'low',
    meta: ({ service, from, to, version }) => ({ service, from, to, version }),
    complete: tellMayPromote,
  },
};

async function tellMayPromote(
  comparison: Comparison,
  { ask }: Asker,
): Promise<Comparison> {
  const { service, to: environment } = comparison;
  const [may] = await ask([
    onTarget(environmentPromotionCreatePermission, { service, environment }),
  ]);
  return { ...comparison, may };
}
