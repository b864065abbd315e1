import type { ProtectionTable } from '@towpath/backend-kit';
import {
  terraformStacksReadPermission,
  terraformStacksStartPermission,
} from '@towpath/plugin-terraform-stacks-common';
import type { Credentials } from './Credentials';
import type { StateViews } from './StateViews';

/** What is behind {@link viewProtection}. */
export type ProtectedStateViews = Omit<StateViews, 'locksOf' | 'newest'>;

const reading = {
  permission: terraformStacksReadPermission,
  severityLevel: 'low',
} as const;

/** Whose the stack is, is asked as well, where it is known. */
const changing = {
  callers: 'person',
  permission: terraformStacksStartPermission,
} as const;

/** Who may look at states and change them, and how it is written into the audit log. */
export const viewProtection: ProtectionTable<ProtectedStateViews> = {
  resources: {
    ...reading,
    eventId: 'terraform-stacks-resources',
    meta: stack => ({ stack }),
  },
  versions: {
    ...reading,
    eventId: 'terraform-stacks-versions',
    meta: stack => ({ stack }),
  },
  difference: {
    ...reading,
    eventId: 'terraform-stacks-difference',
    meta: (stack, { from, to }) => ({ stack, from, to }),
  },
  restore: {
    ...changing,
    eventId: 'terraform-stacks-restore',
    severityLevel: 'high',
    meta: (stack, version, reason) => ({ stack, version, reason }),
    outcome: ({ id, serial }) => ({ id, serial }),
  },
  freeLock: {
    ...changing,
    eventId: 'terraform-stacks-free-lock',
    severityLevel: 'high',
    meta: (stack, { id, reason }) => ({ stack, lock: id, reason }),
  },
};

/** Who may make credentials for states, and how it is written into the audit log. */
export const credentialProtection: ProtectionTable<Credentials> = {
  list: {
    ...reading,
    callers: 'person',
    eventId: 'terraform-stacks-credentials',
    meta: stack => ({ stack }),
  },
  create: {
    ...changing,
    eventId: 'terraform-stacks-credential-create',
    severityLevel: 'high',
    meta: (stack, { hours, readOnly }) => ({ stack, hours, readOnly }),
    outcome: ({ credential: { id, expiresAt } }) => ({ id, expiresAt }),
  },
  end: {
    ...changing,
    eventId: 'terraform-stacks-credential-end',
    meta: (stack, id) => ({ stack, id }),
  },
};
