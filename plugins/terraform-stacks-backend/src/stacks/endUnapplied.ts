import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import type { Run, WorkflowEngine } from '@towpath/workflow';
import { CHANGING } from '../model/StackRunInput';

/** What has come so far is applied to its end: half of an apply is worse than a whole one. */
const APPLYING = ['apply', 'judge'];

interface EndOptions {
  /** Who ends them. */
  by: string;
  reason: string;
  /** A run that stays. */
  except?: string;
}

/** Ends all runs that were to change a stack, wherever they stand, apart from what Terraform applies already. */
export async function endUnapplied(
  engine: Pick<WorkflowEngine, 'heads' | 'cancel'>,
  stack: string,
  { by, reason, except }: EndOptions,
): Promise<void> {
  const heads = await engine.heads({
    kinds: [TERRAFORM_STACKS_RUNS],
    facts: CHANGING.map(intent => ({ stack, intent })),
    alive: true,
  });
  for (const { id } of heads.filter(one => one.id !== except)) {
    await engine
      .cancel(id, { by, reason, unless: isApplying })
      .catch(unlessOver);
  }
}

function isApplying({ step = '' }: Run): boolean {
  return APPLYING.includes(step);
}

/** It is applied by now, or may have ended meanwhile. */
export function unlessOver(error: Error): void {
  if (error.name !== 'ConflictError') throw error;
}
