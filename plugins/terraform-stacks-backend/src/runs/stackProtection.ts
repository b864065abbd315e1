import { NotAllowedError } from '@backstage/errors';
import type { ProtectionTable } from '@towpath/backend-kit';
import {
  terraformStacksManagePermission,
  terraformStacksReadPermission,
  terraformStacksStartPermission,
  type BeginStackRun,
} from '@towpath/plugin-terraform-stacks-common';
import { moduleWords } from '../model/moduleWords';
import { isScore } from './fromTemplate';
import { mayStart } from './mayStart';
import type { StackRuns } from './StackRuns';

/** What is behind {@link stackProtection}. */
export type ProtectedStackRuns = Omit<StackRuns, 'beginnersOf'>;

const reading = {
  permission: terraformStacksReadPermission,
  severityLevel: 'low',
} as const;

/** Who may call what, and how it is written into the audit log. */
export function stackProtection(
  runs: Pick<StackRuns, 'beginnersOf'>,
): ProtectionTable<ProtectedStackRuns> {
  return {
    begin: {
      permission: mayStart,
      eventId: 'terraform-stacks-begin',
      // Names of variables, and no value: one may be secret without anybody having said so.
      meta: ({ stack, intent, module, variables = {}, ...rest }) => ({
        ...{ stack, intent, module: wordsOf(module) },
        ...{ owner: rest.owner, anyOwner: rest.anyOwner, task: rest.task },
        ...{ environment: rest.environment, service: rest.service },
        onBehalfOf: rest.onBehalfOf,
        variables: Object.keys(variables),
        secrets: Object.keys(rest.secrets ?? {}),
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
        (await runs.beginnersOf(id)).includes(by)
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

function wordsOf({ name, ...others }: BeginStackRun['module']): string {
  return moduleWords({ platform: name, ...others });
}
