import { NotAllowedError } from '@backstage/errors';
import type { Caller, Question } from '@towpath/backend-kit';
import { terraformStacksStartPermission } from '@towpath/plugin-terraform-stacks-common';
import { isScore } from './fromTemplate';

/** Score begins and applies runs on what it has made; of others, a person alone does. */
export function mayStart({ credentials }: Caller): Question | undefined {
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
