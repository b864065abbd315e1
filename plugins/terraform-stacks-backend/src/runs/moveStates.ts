import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WorkflowEngine } from '@towpath/workflow';
import type { EarlierStates } from '../state/EarlierStates';
import type { Stacks } from '../stacks/Stacks';
import { PORTAL } from './tidyRuns';

interface MoveOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  earlier: Pick<EarlierStates, 'bringIn'>;
  logger: LoggerService;
}

/**
 * Takes over what earlier portals have left on this disk: states into the database, and no plan is left waiting that
 * was made against a file. What cannot be taken over now is taken over before its stack is planned again.
 */
export async function moveStates(options: MoveOptions): Promise<void> {
  const { stacks, logger } = options;
  for (const key of stacks.keysHere()) {
    await moveState(options, key).catch(error =>
      logger.warn(`The state of the stack ${key} stays for now: ${error}`),
    );
  }
}

async function moveState(
  { engine, stacks, earlier, logger }: MoveOptions,
  key: string,
): Promise<void> {
  const stack = await stacks.get(key);
  const busy = await earlier.bringIn(key, stack);
  if (busy) logger.info(`The state of the stack ${key} stays for now: ${busy}`);
  const outdated = stack.outdatedRuns();
  if (outdated.length === 0) return;
  const runs = await engine.heads({ facts: { stack: key }, alive: true });
  const reason =
    'the state of the stack has moved into the database. Plan anew';
  for (const { id } of runs.filter(one => outdated.includes(one.id))) {
    await engine.cancel(id, { by: PORTAL, reason });
  }
}
