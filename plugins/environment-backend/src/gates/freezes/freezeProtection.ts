import type { Ability, Ask, ProtectionTable } from '@towpath/backend-kit';
import {
  environmentFreezeCreatePermission,
  environmentFreezeReadPermission,
  type Freeze,
} from '@towpath/plugin-environment-common';
import { onTarget } from '../../permissions/createAuthorizer';
import type { FreezeService } from './FreezeService';
import { isRecurring } from './recurringSpans';

const READ = {
  permission: environmentFreezeReadPermission,
  eventId: 'freeze-read',
  severityLevel: 'low',
} as const;

const mayChange = (environment: string) =>
  onTarget(environmentFreezeCreatePermission, { environment });

/**
 * Who may call what of a service, and how it is written down.
 *
 * @param freezes the service itself, which knows whose environment a freeze is of
 */
export function freezeProtection(
  freezes: FreezeService,
): ProtectionTable<FreezeService> {
  return {
    list: {
      ...READ,
      meta: ({ environment }) => ({ environment }),
      complete: async (page, { ask }) => ({
        ...page,
        items: await tellCanEnd(page.items, ask),
      }),
    },
    get: {
      ...READ,
      meta: id => ({ id }),
      complete: async (freeze, { ask }) => (await tellCanEnd([freeze], ask))[0],
    },
    create: {
      callers: 'person',
      permission: (_caller, { environment }) => mayChange(environment),
      eventId: 'freeze-create',
      meta: ({ environment, services, reason, startsAt, endsAt }) => ({
        environment,
        services,
        reason,
        startsAt,
        endsAt,
      }),
      complete: async freeze => ({ ...freeze, canEnd: { allowed: true } }),
      outcome: outcomeOf,
    },
    end: {
      callers: 'person',
      // A recurring one is refused inside, for everybody.
      permission: async (caller, id) =>
        isRecurring(id)
          ? undefined
          : mayChange((await freezes.get(id, caller)).environment),
      eventId: 'freeze-end',
      meta: id => ({ id }),
      outcome: outcomeOf,
    },
  };
}

async function tellCanEnd(freezes: Freeze[], ask: Ask): Promise<Freeze[]> {
  const answers = await ask(
    freezes.map(({ environment }) => mayChange(environment)),
  );
  return freezes.map((freeze, index) => ({
    ...freeze,
    canEnd: canEnd(freeze, answers[index]),
  }));
}

function canEnd({ recurring, environment }: Freeze, may: Ability): Ability {
  return recurring
    ? {
        allowed: false,
        why: `It is part of the definition of ${environment}. Change spec.freezes there.`,
      }
    : may;
}

function outcomeOf(freeze: Freeze) {
  const { id, environment, services, reason, startsAt, endsAt } = freeze;
  return { id, environment, services, reason, startsAt, endsAt };
}
