import type { ProtectionTable } from '../../api/protect';
import type { CheckService } from './CheckService';

/** Who may call what of {@link CheckService}, and how it is written down. */
export const checkProtection: ProtectionTable<CheckService> = {
  report: {
    eventId: 'check-report',
    meta: ({ service, version, name, state }) => ({
      service,
      version,
      name,
      state,
    }),
  },
};
