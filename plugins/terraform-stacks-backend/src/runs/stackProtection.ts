import { NotAllowedError } from '@backstage/errors';
import type { Caller, ProtectionTable, Question } from '@towpath/backend-kit';
import {
  terraformStacksManagePermission,
  terraformStacksReadPermission,
  terraformStacksStartPermission,
} from '@towpath/plugin-terraform-stacks-common';
import { isScore } from './fromTemplate';
import type { StackRuns } from './StackRuns';

/** What is behind {@link stackProtection}. */
export type ProtectedStackRuns = Omit<StackRuns, 'requesterOf'>;

const reading = {
  permission: terraformStacksReadPermission,
  severityLevel: 'low',
} as const;

/** Score begins and applies runs on what it has made; of others, a person alone does. */
function mayStart({ credentials }: Caller): Question | undefined {
  if (isScore(credentials)) return undefined;
  requirePerson(credentials);
  return { permission: terraformStacksStartPermission };
}

function requirePerson({ principal }: Caller['credentials']): void {
  if ((principal as { type?: string }).type === 'user') return;
  throw new NotAllowedError(
    'Only a person may do this: sign in as one, a token of a service is not enough',
  );
}

/** Who may call what, and how it is written into the audit log. */
export function stackProtection(
  runs: Pick<StackRuns, 'requesterOf'>,
): ProtectionTable<ProtectedStackRuns> {
  return {
    begin: {
      permission: mayStart,
      eventId: 'terraform-stacks-begin',
      meta: ({ stack, intent, module, owner, anyOwner, task }) => ({
        stack,
        intent,
        module: module.name,
        owner,
        anyOwner,
        task,
      }),
      outcome: ({ id }) => ({ id }),
    },
    apply: {
      permission: mayStart,
      eventId: 'terraform-stacks-apply',
      meta: (id, { digest, owner, anyOwner }) => ({
        id,
        digest,
        owner,
        anyOwner,
      }),
      outcome: ({ stack, status }) => ({ stack, status }),
    },
    // A task is cancelled by the scaffolder itself, since the credentials of its person end before it does.
    cancel: {
      permission: async ({ by }, id) =>
        (await runs.requesterOf(id)) === by
          ? undefined
          : { permission: terraformStacksManagePermission },
      eventId: 'terraform-stacks-cancel',
      meta: (id, reason) => ({ id, reason }),
      outcome: ({ stack, status }) => ({ stack, status }),
    },
    markTold: {
      permission: terraformStacksStartPermission,
      eventId: 'terraform-stacks-told',
      severityLevel: 'low',
      meta: id => ({ id }),
    },
    look: {
      ...reading,
      eventId: 'terraform-stacks-read',
      meta: id => ({ id }),
    },
    wholeOutputs: {
      permission: ({ credentials }) => {
        if (isScore(credentials)) return undefined;
        throw new NotAllowedError(
          'Sensitive outputs are given to the plugin alone that made the stack. Take them from where its state is read by hand',
        );
      },
      eventId: 'terraform-stacks-whole-outputs',
      severityLevel: 'high',
      meta: stack => ({ stack }),
    },
    outputs: {
      ...reading,
      eventId: 'terraform-stacks-outputs',
      meta: stack => ({ stack }),
    },
  };
}
