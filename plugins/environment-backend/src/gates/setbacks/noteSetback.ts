import type { Knex } from 'knex';
import { reversalOf } from '../../model/reversalOf';
import {
  isRollback,
  planOf,
  type DeliveryRun,
  type PromotionRun,
  type RollbackRun,
} from '../../model/runs';
import type { Setback, SetbackStore } from './SetbackStore';

/** Keeps, together with the end of a run, what that says of the version that was brought or taken away. */
export async function noteSetback(
  run: DeliveryRun,
  store: SetbackStore,
  trx: Knex.Transaction,
): Promise<void> {
  const setback = isRollback(run) ? takenAway(run) : failed(run);
  if (setback) await store.place(setback, trx);
  if (run.status === 'succeeded') await store.lift(delivered(run), trx);
}

function delivered(run: DeliveryRun) {
  const { service, to, version } = isRollback(run)
    ? run.input.reversal
    : planOf(run);
  return { service: service.ref, environment: to, version };
}

/** What has changed nothing has not failed there, and what could not be asked about has not failed. */
function failed(run: PromotionRun): Setback | undefined {
  const { status, state, reason = 'It did not become healthy', endedAt } = run;
  const isOver = status === 'rolled-back' || status === 'failed';
  if (!isOver || state.outageSince || !reversalOf(run)) return undefined;
  return {
    ...delivered(run),
    what: status,
    at: endedAt!,
    reason,
    promotionId: run.id,
  };
}

function takenAway(run: RollbackRun): Setback | undefined {
  const { state, input, requestedBy, endedAt } = run;
  const { service, to, current } = input.reversal;
  const proposed = state.restorePullRequest;
  const isMerged = !proposed || proposed.state === 'merged';
  const isWritten = isMerged && (state.restored || state.parameterRestored);
  const isOver = run.status === 'succeeded' || isWritten;
  if (!isOver || !current?.version) return undefined;
  return {
    service: service.ref,
    environment: to,
    version: current.version,
    what: 'rolled-back',
    at: endedAt!,
    by: requestedBy,
    reason: input.reason,
    promotionId: run.id,
  };
}
