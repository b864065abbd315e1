import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isApproved } from '../../approvals/isApproved';
import type { StartRun } from '../../types';
import { requireSameRequest } from '../../idempotency';
import { derivedOf } from '../derivedOf';
import type { RunRow } from '../rows';
import { pendingSteps } from '../steps';
import type { Work } from '../Work';
import { queueRun } from './queueRun';
import { serializeKey } from './serializeKey';
import { supersedeRuns } from './supersedeRuns';
import { toColumns } from './updateRun';

/** Creates the run, or answers the one that was created by the same request before. */
export async function startRun(
  work: Work,
  request: StartRun,
): Promise<{ row: RunRow; created: boolean }> {
  const plan = work.services.kinds.get(request.kind);
  await serializeKey(work, request.lockKey);
  const row = await insertRun(work, request);
  if (!row) return { row: await findEarlier(work, request), created: false };
  work.changed(row, 'created');
  await supersedeRuns(work, row, plan.definition.supersedes ?? []);
  const free = !row.approval || isApproved(row.approval);
  return { row: free ? await queueRun(work, row) : row, created: true };
}

async function insertRun(
  work: Work,
  request: StartRun,
): Promise<RunRow | undefined> {
  const [row] = await work
    .trx('workflow_runs')
    .insert(toColumns(newRow(work, request)))
    .onConflict()
    .ignore()
    .returning<RunRow[]>('*');
  return row;
}

function newRow(work: Work, request: StartRun): Partial<RunRow> {
  const { kinds } = work.services;
  const plan = kinds.get(request.kind);
  const now = work.now();
  const input = { ...request.input };
  const approval = request.approval
    ? { ...request.approval, decisions: [] }
    : null;
  const { kind } = request;
  return {
    ...derivedOf(kinds, { kind, input, state: {}, approval }),
    id: request.id ?? uuid({ msecs: now.getTime() }),
    kind,
    subject: request.subject,
    lock_key: request.lockKey,
    input,
    state: {},
    status: 'awaiting-approval',
    step: plan.first,
    steps: pendingSteps(plan.stepNames),
    requested_by: request.requestedBy,
    idempotency_key: request.idempotencyKey?.key,
    request_digest: request.idempotencyKey?.digest,
    approval,
    attempt: 1,
    step_attempt: 0,
    created_at: now,
  };
}

async function findEarlier(work: Work, request: StartRun): Promise<RunRow> {
  const { id, kind } = request;
  const earlier =
    (await findStarted(work.trx, request)) ??
    (id &&
      (await work.trx<RunRow>('workflow_runs').where({ id, kind }).first()));
  if (earlier) return earlier;
  throw new ConflictError(
    `The id "${id}" belongs to another run. Start this one with a new id`,
  );
}

/**
 * What the same person began with the same key.
 *
 * @throws KeyReusedError when that was asked for in other words.
 */
export async function findStarted(
  knex: Knex,
  {
    kind,
    requestedBy,
    idempotencyKey,
  }: Pick<StartRun, 'kind' | 'requestedBy' | 'idempotencyKey'>,
): Promise<RunRow | undefined> {
  if (!idempotencyKey) return undefined;
  const earlier = await knex<RunRow>('workflow_runs')
    .where({
      kind,
      requested_by: requestedBy,
      idempotency_key: idempotencyKey.key,
    })
    .first();
  if (earlier) requireSameRequest(idempotencyKey, earlier);
  return earlier;
}
