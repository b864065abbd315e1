import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { Stack } from '@towpath/terraform';
import { mayChange, type Actor } from '@towpath/roles';

/** What a step says of whose a stack is. */
export interface OwnerInput {
  stack: string;
  owner?: string;
  anyOwner?: boolean;
}

interface Taking {
  actor: Actor;
  /** Milliseconds since 1970. */
  now: number;
  /** A dry run looks, and leaves a stack that is nobody's as it is. */
  isDryRun?: boolean;
}

/**
 * Makes sure that somebody may change a stack. A stack that is nobody's becomes that of the owner the
 * step names, else of the person.
 *
 * @throws NotAllowedError that says whose it is; InputError for an owner that cannot be one
 */
export function takeStack(stack: Stack, input: OwnerInput, taking: Taking) {
  const wanted = readOwner(input, taking.actor);
  const { owner } = stack;
  const found = owner.find();
  if (!found) {
    refuseUnclaimed(stack, input, taking.actor);
    if (taking.isDryRun) return;
  }
  const record = { owner: wanted, by: taking.actor.ref, since: taking.now };
  const now = found ?? owner.claim(record);
  if (input.anyOwner) return;
  if (!mayChange(taking.actor, now.owner)) throw refusal(input, taking, now);
  if (input.owner && now.owner !== wanted && !taking.isDryRun) {
    owner.replace(record);
  }
}

function readOwner({ owner }: OwnerInput, actor: Actor): string {
  if (owner === undefined) return actor.ref;
  const ref = fullRef(owner);
  if (mayChange(actor, ref)) return ref;
  throw new NotAllowedError(
    `owner is ${ref}, and ${actor.ref} is not of it. Name a team of your own, or ask a platform engineer`,
  );
}

function fullRef(owner: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
  } catch {
    throw new InputError(
      `owner is "${owner}", which names nobody. Write it as group:default/<name>`,
    );
  }
}

/** What was made before owners were kept has one that we do not know. */
function refuseUnclaimed(
  stack: Stack,
  { stack: key, anyOwner }: OwnerInput,
  actor: Actor,
): void {
  if (anyOwner || actor.isPlatformEngineer || !stack.isInUse()) return;
  throw new NotAllowedError(
    `The stack "${key}" was made before it was noted whose a stack is. A platform engineer says so by running this step once with "owner"`,
  );
}

function refusal(
  { stack }: OwnerInput,
  { actor }: Taking,
  found: { owner: string; by: string },
): NotAllowedError {
  return new NotAllowedError(
    `The stack "${stack}" belongs to ${found.owner}, as ${found.by} said, and ${actor.ref} is not of it. Ask them to change it, or choose another name`,
  );
}
