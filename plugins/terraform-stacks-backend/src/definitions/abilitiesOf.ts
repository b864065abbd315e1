import type {
  StackDetail,
  StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import { mayChange, type Actor } from '@towpath/roles';

type Abilities = StackDetail['abilities'];
type Ability = Abilities['plan'];

const YES: Ability = { allowed: true };
const no = (reason: string): Ability => ({ allowed: false, reason });

/** What somebody may do with a stack as it stands, by whose it is; the permission is asked for apart. */
export function abilitiesOf(
  asked: {
    stack: Pick<StackSummary, 'owner' | 'locked'>;
    usedBy: string[];
    isDefined: boolean;
  },
  actor: Actor,
): Abilities {
  const { stack } = asked;
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
    delete: plan.allowed ? toDelete(asked) : plan,
    restore: stack.locked ? no('The state is locked') : YES,
    freeLock: toFree(stack),
    credential: YES,
  };
}

function toPlan({ isDefined }: { isDefined: boolean }): Ability {
  if (isDefined) return YES;
  return no(
    'The portal does not know what this stack is made of. Say it under New stack with the same key, describe it in the catalog, or run the template that made it once more',
  );
}

function toDelete({ usedBy }: { usedBy: string[] }): Ability {
  if (usedBy.length === 0) return YES;
  return no(`Outputs of it are used by ${usedBy.join(', ')}`);
}

function toFree({ locked }: Pick<StackSummary, 'locked'>): Ability {
  if (!locked?.run || locked.lost) return YES;
  return no(
    'A run holds it and goes on. Cancel the run, and it frees its lock',
  );
}
