import type { ProtectionTable } from '@towpath/backend-kit';
import { environmentPromotionManagePermission } from '@towpath/plugin-environment-common';
import { onTarget } from '../../permissions/createAuthorizer';
import type { HoldService } from './HoldService';

/** Who may call what of {@link HoldService}, and how it is written down. */
export const holdProtection: ProtectionTable<HoldService> = {
  lift: {
    callers: 'person',
    permission: (_caller, target) =>
      onTarget(environmentPromotionManagePermission, target),
    eventId: 'hold-lift',
    meta: ({ service, environment }) => ({ service, environment }),
    outcome: hold => ({ reason: hold?.reason }),
  },
};
