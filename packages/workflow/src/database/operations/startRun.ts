import { ConflictError } from '@backstage/errors';
import { v7 as uuid } from 'uuid';
import { isApproved } from '../../approvals/isApproved';
import type { StartRun } from '../../types';
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
  const plan = work.services.kinds.get(request.kind);
  const now = work.now();
  return {
    id: request.id ?? uuid({ msecs: now.getTime() }),
    kind: request.kind,
    subject: request.subject,
    lock_key: request.lockKey,
    input: { ...request.input },
    state: {},
    status: 'awaiting-approval',
    step: plan.first,
    steps: pendingSteps(plan.stepNames),
    requested_by: request.requestedBy,
    idempotency_key: request.idempotencyKey,
    approval: request.approval ? { ...request.approval, decisions: [] } : null,
    attempt: 1,
    step_attempt: 0,
    created_at: now,
  };
}

async function findEarlier(work: Work, request: StartRun): Promise<RunRow> {
  const { id, kind, requestedBy, idempotencyKey } = request;
  const earlier = await work
    .trx<RunRow>('workflow_runs')
    .where(
      idempotencyKey
        ? {
            kind,
            requested_by: requestedBy,
            idempotency_key: idempotencyKey,
          }
        : { id, kind },
    )
    .first();
  if (earlier) return earlier;
  throw new ConflictError(
    `The id "${id}" belongs to another run. Start this one with a new id`,
  );
}
