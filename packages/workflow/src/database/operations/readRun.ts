import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import { validate } from 'uuid';
import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { serializeKey } from './serializeKey';

/** A row that nobody else changes until the transaction ends. */
export type HeldRow = RunRow & {
  /** A worker has it, and its lease is not over. */
  leased: boolean;
};

/** @throws NotFoundError */
export async function readRun(knex: Knex, runId: string): Promise<RunRow> {
  const row = validate(runId)
    ? await knex<RunRow>('workflow_runs').where({ id: runId }).first()
    : undefined;
  if (!row) throw notFound(runId);
  return row;
}

/** Holds the lock key and the row. @throws NotFoundError */
export async function holdRun(work: Work, runId: string): Promise<HeldRow> {
  const { lock_key } = await readRun(work.trx, runId);
  await serializeKey(work, lock_key);
  const row = await selectHeld(work).where({ id: runId }).first();
  if (!row) throw notFound(runId);
  return row;
}

/** Holds the lock key and the row if this claim still stands. */
export async function holdClaimedRun(
  work: Work,
  { id, lock_key, claim }: RunRow,
): Promise<HeldRow | undefined> {
  await serializeKey(work, lock_key);
  return selectHeld(work).where({ id, claim }).first();
}

export function selectHeld({ trx }: Work) {
  return trx<HeldRow>('workflow_runs')
    .select('workflow_runs.*')
    .select(
      trx.raw('coalesce(lease_until > clock_timestamp(), false) as leased'),
    )
    .forUpdate();
}

function notFound(runId: string): NotFoundError {
  return new NotFoundError(
    `There is no run "${runId}". It may have been deleted after its retention`,
  );
}
