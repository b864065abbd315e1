import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Run, WorkflowEngine } from '@towpath/workflow';
import { deletes, isDry, type StackRunInput } from '../model/StackRunInput';
import { endUnapplied } from '../stacks/endUnapplied';
import type { Stacks } from '../stacks/Stacks';
import { PORTAL } from './tidyRuns';

interface LeftoverOptions {
  engine: Pick<WorkflowEngine, 'heads' | 'cancel'>;
  stacks: Stacks;
  logger: LoggerService;
}

/**
 * Ends what a run has left: its folder at once, since it holds secrets, and the other runs on a stack of which nothing is
 * left. What is missed is found when the portal tidies up, and when those runs go on.
 */
export async function endLeftover(
  { engine, stacks, logger }: LeftoverOptions,
  run: Pick<Run, 'id' | 'input'>,
): Promise<void> {
  const input = run.input as unknown as StackRunInput;
  const { stack } = input;
  try {
    (await stacks.get(stack)).forget(run.id);
    if (!deletes(input) || isDry(input)) return;
    if ((await stacks.ownerOf(stack)) !== undefined) return;
    const reason = `all in the stack was deleted by run ${run.id}`;
    await endUnapplied(engine, stack, { by: PORTAL, reason });
  } catch (error) {
    logger.warn(`What run ${run.id} has left stays for now: ${error}`);
  }
}
