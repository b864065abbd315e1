import type { Freeze } from '@towpath/plugin-environment-common';
import type { ProtectionTable } from '../../api/protect';
import type { FreezeService } from './FreezeService';

const READ = { eventId: 'freeze-read', severityLevel: 'low' } as const;

/** Who may call what of {@link FreezeService}, and how it is written down. */
export const freezeProtection: ProtectionTable<FreezeService> = {
  list: { ...READ, meta: ({ environment }) => ({ environment }) },
  get: { ...READ, meta: id => ({ id }) },
  create: {
    callers: 'person',
    eventId: 'freeze-create',
    meta: ({ environment, services, reason, startsAt, endsAt }) => ({
      environment,
      services,
      reason,
      startsAt,
      endsAt,
    }),
    outcome: outcomeOf,
  },
  end: {
    callers: 'person',
    eventId: 'freeze-end',
    meta: id => ({ id }),
    outcome: outcomeOf,
  },
};

function outcomeOf(freeze: Freeze) {
  const { id, environment, services, reason, startsAt, endsAt } = freeze;
  return { id, environment, services, reason, startsAt, endsAt };
}
