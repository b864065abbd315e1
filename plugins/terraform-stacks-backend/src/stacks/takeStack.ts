import type { Actor } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import { endUnapplied } from './endUnapplied';
import type { OwnerInput, Stacks } from './Stacks';

interface TakeOptions {
  /** Leaves a stack that is nobody's as it is. */
  isLook?: boolean;
  /** A run that stays, although its stack is handed on. */
  except?: string;
}

/**
 * Makes sure that somebody may change a stack, as {@link Stacks.take} does. A stack that is handed on leaves no run of
 * its former owner that could still be applied.
 *
 * @returns whose it is
 */
export async function takeStack(
  { stacks, engine }: { stacks: Stacks; engine: WorkflowEngine },
  input: OwnerInput,
  actor: Actor,
  { isLook = false, except }: TakeOptions = {},
): Promise<string> {
  const { owner, handedOn } = await stacks.take(input, actor, isLook);
  if (!handedOn) return owner;
  const reason = `the stack was handed on to ${owner}`;
  await endUnapplied(engine, input.stack, { by: actor.ref, reason, except });
  return owner;
}
