import type { ProtectionTable } from '../../api/protect';
import type { HoldService } from './HoldService';

/** Who may call what of {@link HoldService}, and how it is written down. */
export const holdProtection: ProtectionTable<HoldService> = {
  lift: {
    callers: 'person',
    eventId: 'hold-lift',
    meta: ({ service, environment }) => ({ service, environment }),
    outcome: hold => ({ reason: hold?.reason }),
  },
};
