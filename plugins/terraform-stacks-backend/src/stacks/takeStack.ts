import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import type { Actor } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import type { OwnerInput, Stacks } from './Stacks';

interface TakeOptions {
  /** Leaves a stack that is nobody's as it is. */
  isLook?: boolean;
  /** A run that stays, although its stack is handed on. */
  except?: string;
}

/**
 * Makes sure that somebody may change a stack, as {@link Stacks.take} does. A stack that is handed on leaves no plans
 * that only its former owner may confirm.
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
  const waiting = await engine.heads({
    kinds: [TERRAFORM_STACKS_RUNS],
    facts: { stack: input.stack },
    statuses: ['awaiting-approval'],
  });
  const reason = `the stack was handed on to ${owner}`;
  for (const { id } of waiting.filter(one => one.id !== except)) {
    await engine.cancel(id, { by: actor.ref, reason });
  }
  return owner;
}
