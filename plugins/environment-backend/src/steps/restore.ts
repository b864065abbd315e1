import { isError } from '@backstage/errors';
import {
  done,
  fail,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type {
  CommitRequest,
  GitRepository,
  Trailer,
  Trailers,
} from '@towpath/gitops';
import { reversalOf } from '../promotions/reversalOf';
import {
  isRollback,
  type DeliveryRun,
  type DeliveryState,
  type Reversal,
} from '../promotions/runs';
import { promotionKey, revertsKey, rollbackMessage } from './commitMessage';
import { unsetParameters } from './parameters';
import type { StepServices } from './StepServices';

type Context<I> = StepContext<I, DeliveryState>;

/**
 * Writes back what a promotion replaced, and keeps automatic promotion from bringing it again. What
 * somebody has changed since is left alone.
 */
export function restoreStep<I>(services: StepServices): Step<I, DeliveryState> {
  return {
    name: 'restore',
    async run(context) {
      const run = context.run as DeliveryRun;
      const reversal = isRollback(run) ? run.input.reversal : reversalOf(run);
      if (!reversal) return fail('There is nothing recorded to write back');
      try {
        const result = await restore(services, context, run, reversal);
        await keep(services, context, run, reversal);
        return result;
      } catch (error) {
        if (isError(error) && error.name === 'ConflictError') {
          return fail(`Not rolled back: ${error.message}`);
        }
        throw error;
      }
    },
  };
}

async function restore<I>(
  services: StepServices,
  context: Context<I>,
  run: DeliveryRun,
  reversal: Reversal,
): Promise<StepResult<DeliveryState>> {
  const { written, application } = reversal;
  if (written.type === 'parameter') {
    const { instances } = services;
    await unsetParameters(instances, application, written, context.signal);
    context.log.info(`Set the parameter of "${application.name}" back`);
    return done({ parameterRestored: true });
  }
  const repository = services.repositories.open({
    url: written.repository,
    branch: written.branch,
  });
  const request = {
    ...marksOf(run, reversal),
    edits: written.values.map(({ undo }) => undo).reverse(),
    expect: written.values,
    message: rollbackMessage(reversal, whyOf(run)),
    author: services.author,
    signal: context.signal,
  };
  return reversal.delivery === 'pull-request'
    ? propose(repository, context, request)
    : commit(repository, context, request);
}

async function commit<I>(
  repository: GitRepository,
  context: Context<I>,
  request: CommitRequest,
): Promise<StepResult<DeliveryState>> {
  const { sha, values } = await repository.commit(request);
  context.log.info(`Wrote the old values back in commit ${sha}`);
  return done({ restored: { sha, url: repository.commitUrl(sha), values } });
}

/** Where a version comes in by a pull request, nobody may push: going back is proposed too. */
async function propose<I>(
  repository: GitRepository,
  context: Context<I>,
  request: CommitRequest,
): Promise<StepResult<DeliveryState>> {
  const [title] = request.message.split('\n');
  const opened = await repository.openPullRequest({
    ...request,
    branch: `towpath/restore-${context.runId}`,
    title,
    body: request.message,
  });
  const { number, url, sha, values } = opened;
  context.log.info(`Opened pull request #${number}: ${url}`);
  return done({
    restored: { sha, url: repository.commitUrl(sha), values },
    restorePullRequest: { number, url, state: 'open' },
  });
}

/** A rollback is a promotion with an id of its own; a failed promotion takes itself back. */
function marksOf(
  run: DeliveryRun,
  { reverts, service, to, version }: Reversal,
): { key: Trailer; trailers: Trailers } {
  const about: Trailers = {
    'Towpath-Service': service.ref,
    'Towpath-To': to,
    'Towpath-Version': version,
    'Requested-By': run.requestedBy,
  };
  return isRollback(run)
    ? {
        key: promotionKey(run.id),
        trailers: { 'Towpath-Reverts': reverts, ...about },
      }
    : { key: revertsKey(reverts), trailers: about };
}

function whyOf(run: DeliveryRun): string {
  return isRollback(run)
    ? run.input.reason
    : run.steps.find(({ status }) => status === 'failed')?.message ??
        'It did not become healthy.';
}

async function keep<I>(
  { holds, promotions }: StepServices,
  context: Context<I>,
  run: DeliveryRun,
  { service, to, current }: Reversal,
) {
  if (isRollback(run)) {
    await promotions.markWritten(context.runId, context.now());
  }
  await holds.place(
    { service: service.ref, environment: to },
    {
      reason: `${current?.version ?? 'A version'} was rolled back: ${whyOf(
        run,
      )}`,
      // By itself, it is nobody's decision: the environment asked for it.
      by: isRollback(run) ? run.requestedBy : `environment:default/${to}`,
      promotionId: run.id,
    },
  );
}
