import { ConflictError, isError } from '@backstage/errors';
import type { ApplicationTarget } from '@towpath/delivery';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import type { Trailer, Trailers } from '@towpath/gitops';
import { findApplication } from '../deployments/findApplication';
import { reversalOf } from '../model/reversalOf';
import {
  asDelivery,
  isRollback,
  type DeliveryRun,
  type DeliveryState,
  type Reversal,
} from '../model/runs';
import { promotionKey, revertsKey, rollbackMessage } from './commitMessage';
import { deliver, findDelivered, type Delivered } from './GitDelivery';
import { unsetParameters } from './parameters';
import type { StepServices } from './StepServices';
import { writeOf } from './writeOf';

type Context<I> = StepContext<I, DeliveryState>;
type GitWritten = Extract<Reversal['written'], { type: 'git' }>;

/**
 * Writes back what a promotion replaced, and keeps automatic promotion from bringing it again. What
 * somebody has changed since is left alone.
 */
export function restoreStep<I>(services: StepServices): Step<I, DeliveryState> {
  return {
    name: 'restore',
    async run(context) {
      const run = asDelivery(context.run);
      const reversal = reversalIn(run);
      if (!reversal) return fail('There is nothing recorded to write back');
      try {
        const output = await restore(services, context, run, reversal);
        await keep(services, context, run, reversal);
        return done(output);
      } catch (error) {
        if (isError(error) && error.name === 'ConflictError') {
          return fail(`Not rolled back: ${error.message}`);
        }
        throw error;
      }
    },
    async settle(context) {
      const run = asDelivery(context.run);
      const reversal = reversalIn(run);
      if (reversal?.written.type !== 'git') return undefined;
      const { repository, request } = prepare(
        services,
        context,
        run,
        reversal,
        reversal.written,
      );
      const { delivery } = reversal;
      const found = await findDelivered(repository, delivery, request);
      if (!found) return undefined;
      context.log.info(`Before the cancel: ${found.did}`);
      await keep(services, context, run, reversal);
      return toState(found);
    },
  };
}

function reversalIn(run: DeliveryRun): Reversal | undefined {
  return isRollback(run) ? run.input.reversal : reversalOf(run);
}

async function restore<I>(
  services: StepServices,
  context: Context<I>,
  run: DeliveryRun,
  reversal: Reversal,
): Promise<Partial<DeliveryState>> {
  const { written, delivery } = reversal;
  const application = await requireApplication(
    services,
    reversal,
    context.signal,
  );
  if (written.type === 'parameter') {
    const { instances } = services;
    await unsetParameters(instances, application, written, context.signal);
    context.log.info(`Set the parameter of "${application.name}" back`);
    return { parameterRestored: true };
  }
  const { repository, request } = prepare(
    services,
    context,
    run,
    reversal,
    written,
  );
  const delivered = await deliver(repository, delivery, request);
  context.log.info(delivered.did);
  return toState(delivered);
}

/** @throws ConflictError when nobody would deploy what is written */
async function requireApplication(
  services: StepServices,
  reversal: Reversal,
  signal: AbortSignal,
): Promise<ApplicationTarget> {
  const application = await findApplication(services, reversal);
  const client = services.instances.get(application.instance);
  if (await client.find(application, { signal })) return application;
  throw new ConflictError(
    `Argo CD "${client.name}" has no application "${application.name}" any more, so nobody would deploy it`,
  );
}

function toState({ commit, pullRequest }: Delivered): Partial<DeliveryState> {
  return { restored: commit, restorePullRequest: pullRequest };
}

/** Where a version comes in by a pull request, nobody may push: going back is proposed too. */
function prepare<I>(
  { repositories, author }: StepServices,
  { runId, signal }: Context<I>,
  run: DeliveryRun,
  reversal: Reversal,
  { repository: url, branch, values }: GitWritten,
) {
  const message = rollbackMessage(reversal, whyOf(run));
  const [title] = message.split('\n');
  return {
    repository: repositories.open({ url, branch }),
    request: {
      ...marksOf(run, reversal),
      branch: `towpath/restore-${runId}`,
      edits: values.map(({ undo }) => undo).reverse(),
      expect: values,
      title,
      body: message,
      message,
      author,
      signal,
    },
  };
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
    'Requested-By': askerOf(run, to),
  };
  return isRollback(run)
    ? {
        key: promotionKey(run.id),
        trailers: { 'Towpath-Reverts': reverts, ...about },
      }
    : { key: revertsKey(reverts), trailers: about };
}

/** By itself, it is nobody's decision, whoever asked for the promotion: the environment asks for it. */
function askerOf(run: DeliveryRun, to: string): string {
  return isRollback(run) ? run.requestedBy : `environment:default/${to}`;
}

function whyOf(run: DeliveryRun): string {
  return isRollback(run)
    ? run.input.reason
    : run.steps.find(({ status }) => status === 'failed')?.message ??
        'It did not become healthy.';
}

async function keep<I>(
  { holds, writes }: StepServices,
  context: Context<I>,
  run: DeliveryRun,
  { service, to, current, delivery }: Reversal,
) {
  // A pull request changes what is delivered when it is merged.
  if (isRollback(run) && delivery !== 'pull-request') {
    await writes.add(writeOf(run, context.now()));
  }
  await holds.place(
    { service: service.ref, environment: to },
    {
      reason: `${current?.version ?? 'A version'} was rolled back: ${whyOf(
        run,
      )}`,
      by: askerOf(run, to),
      promotionId: run.id,
    },
  );
}
