import {
  requirePerson,
  type Caller,
  type Question,
} from '@towpath/backend-kit';
import { terraformStacksStartPermission } from '@towpath/plugin-terraform-stacks-common';
import { isScore } from './fromTemplate';

/** Score begins and applies runs on what it has made; of others, a person alone does. */
export function mayStart(caller: Caller): Question | undefined {
  if (isScore(caller.credentials)) return undefined;
  requirePerson(caller);
  return { permission: terraformStacksStartPermission };
}
