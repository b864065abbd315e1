import type { ProtectionTable } from '@towpath/backend-kit';
import type { DefinedRuns } from './DefinedRuns';
import { mayStart } from './mayStart';

/** Who may begin runs on stacks that the portal knows, and how it is written into the audit log. */
export const definedProtection: ProtectionTable<Pick<DefinedRuns, 'plan'>> = {
  plan: {
    permission: mayStart,
    eventId: 'terraform-stacks-plan',
    meta: (stack, { intent, replace, targets, imports, reason }) => ({
      ...{ stack, intent, replace, targets, reason },
      imports: imports?.map(({ address, id }) => `${address} ${id}`),
    }),
    outcome: ({ id }) => ({ id }),
  },
};
