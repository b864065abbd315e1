import { ConflictError } from '@backstage/errors';
import type { RunFilter, WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { RunLimits } from './RunLimits';

/** What a run that has just begun counts among. */
export interface RunRoom {
  /** What they are called: `promotions`. */
  many: string;
  /** All that count. */
  among: RunFilter;
  /** Those of the same target, and what it is called: `component:default/shop to prod`; absent where there is none. */
  target?: { filter: RunFilter; words: string };
  /** Entity reference, or the subject of a token. */
  requestedBy: string;
}

/**
 * Refuses what is one too many, once it is counted: inside the transaction that began it, under a lock that
 * lets one begin at a time.
 *
 * @param limits - those that hold; what is absent is not counted.
 * @throws ConflictError with the limit and the way out
 */
export async function requireRoom(
  engine: WorkflowEngine,
  { many, among, target, requestedBy }: RunRoom,
  { mostPerTarget, mostPerPerson, mostInAll }: Partial<RunLimits>,
  trx: Knex.Transaction,
): Promise<void> {
  const isOver = async (most: number | undefined, filter: RunFilter) =>
    most !== undefined &&
    (await engine.count({ ...among, alive: true, ...filter }, { trx })) > most;
  if (target && (await isOver(mostPerTarget, target.filter))) {
    throw new ConflictError(
      `${mostPerTarget} of ${target.words} have not ended, which are the most of one kind (mostPerTarget): cancel one, or wait until one ends`,
    );
  }
  if (await isOver(mostPerPerson, { requestedBy })) {
    throw new ConflictError(
      `You have ${mostPerPerson} ${many} that have not ended, which are the most (mostPerPerson): cancel one, or wait until one ends`,
    );
  }
  if (await isOver(mostInAll, {})) {
    throw new ConflictError(
      `${mostInAll} ${many} have not ended, which are the most in all (mostInAll): wait until one ends`,
    );
  }
}
