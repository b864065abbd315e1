import type { ProtectionTable } from '@towpath/backend-kit';
import { environmentCheckReportPermission } from '@towpath/plugin-environment-common';
import type { CheckService } from './CheckService';

/** Who may call what of {@link CheckService}, and how it is written down. */
export const checkProtection: ProtectionTable<CheckService> = {
  report: {
    permission: environmentCheckReportPermission,
    eventId: 'check-report',
    meta: ({ service, version, name, state }) => ({
      service,
      version,
      name,
      state,
    }),
  },
};
