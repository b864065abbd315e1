import type {
  StackDetail,
  StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import { mayChange, type Actor } from '@towpath/roles';
import { whyUsed } from '../stacks/whyUsed';

type Abilities = StackDetail['abilities'];
type Ability = Abilities['plan'];

const YES: Ability = { allowed: true };
const no = (reason: string): Ability => ({ allowed: false, reason });

const IN_FILE = no(
  'Its state is a file on the machine of the portal. Work where the file is',
);

/** What somebody may do with a stack as it stands, by whose it is; the permission is asked for apart. */
export function abilitiesOf(
  asked: {
    stack: Pick<StackSummary, 'key' | 'owner' | 'locked'>;
    usedBy: string[];
    isDefined: boolean;
    /** Whether the portal keeps its state, or finds it in a file. */
    isInDatabase: boolean;
  },
  actor: Actor,
): Abilities {
  const { stack, isInDatabase } = asked;
  if (!mayChange(actor, stack.owner)) {
    const foreign = no(`The stack belongs to ${stack.owner}`);
    return {
      ...{ plan: foreign, delete: foreign, restore: foreign },
      ...{ freeLock: foreign, credential: foreign },
    };
  }
  const plan = toPlan(asked);
  return {
    plan,
    delete: plan.allowed ? toDelete(stack.key, asked.usedBy) : plan,
    restore: isInDatabase ? toRestore(stack) : IN_FILE,
    freeLock: toFree(stack),
    credential: isInDatabase ? YES : IN_FILE,
  };
}

function toPlan({ isDefined }: { isDefined: boolean }): Ability {
  if (isDefined) return YES;
  return no(
    'The portal does not know what this stack is made of. Say it under New stack with the same key, describe it in the catalog, or run the template that made it once more',
  );
}

function toDelete(key: string, usedBy: string[]): Ability {
  const why = whyUsed(key, usedBy);
  return why === undefined ? YES : no(why);
}

function toRestore({ locked }: Pick<StackSummary, 'locked'>): Ability {
  return locked ? no('The state is locked') : YES;
}

function toFree({ locked }: Pick<StackSummary, 'locked'>): Ability {
  if (!locked?.run || locked.lost) return YES;
  return no(
    'A run holds it and goes on. Cancel the run, and it frees its lock',
  );
}
