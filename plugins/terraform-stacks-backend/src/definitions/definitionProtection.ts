import type { ProtectionTable } from '@towpath/backend-kit';
import {
  terraformStacksReadPermission,
  terraformStacksStartPermission,
  type StackDetail,
} from '@towpath/plugin-terraform-stacks-common';
import { moduleWords } from '../model/moduleWords';
import { inputsOf } from '../model/inputsOf';
import type { Definitions } from './Definitions';

const reading = {
  permission: terraformStacksReadPermission,
  severityLevel: 'low',
} as const;

/** Who may see stacks and say what they are made of, and how it is written into the audit log. */
export const definitionProtection: ProtectionTable<Definitions> = {
  list: { ...reading, eventId: 'terraform-stacks-list' },
  detail: {
    ...reading,
    eventId: 'terraform-stacks-stack',
    meta: stack => ({ stack }),
    async complete(detail, { ask }) {
      const [start] = await ask([
        { permission: terraformStacksStartPermission },
      ]);
      return start.allowed ? detail : withoutAbilities(detail, start.why);
    },
  },
  define: {
    callers: 'person',
    permission: terraformStacksStartPermission,
    eventId: 'terraform-stacks-define',
    // Names of variables, and no value: one may be secret without anybody having said so.
    meta: (stack, { owner, environment, service, costCentre, ...rest }) => ({
      ...{ stack, owner, environment, service, costCentre },
      module: moduleWords(rest.module),
      variables: Object.keys(rest.variables ?? {}),
      secrets: Object.keys(rest.secrets ?? {}),
      inputs: inputsOf(rest.inputs),
      driftEvery: rest.driftEvery,
    }),
  },
};

function withoutAbilities(detail: StackDetail, reason: string): StackDetail {
  const no = { allowed: false, reason };
  return {
    ...detail,
    abilities: {
      ...{ plan: no, delete: no, restore: no, freeLock: no, credential: no },
    },
  };
}
