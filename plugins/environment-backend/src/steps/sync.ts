import {
  ArgoCdError,
  carriesInfo,
  couldNotAsk,
  isOperating,
  isOperationInProgress,
  isPartial,
  isRefusedBySyncWindow,
  letAutoSyncBy,
  type Application,
  type ArgoCdClient,
} from '@towpath/argocd';
import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import { findApplication } from '../deployments/findApplication';
import type { ApplicationTarget } from '../model/PromotionPlan';
import {
  asDelivery,
  deliveryOf,
  type DeliveryRun,
  type DeliveryState,
} from '../model/runs';
import type { Effect } from './Effect';
import { isDeployed, isSeen } from './isDeployed';
import { withinLimit, type LimitOf } from './limit';
import { compareAnew, lookAt, problemOf } from './lookAt';
import { deploysOther, findSync, isOfEffect, revisionOf } from './operation';
import type { StepServices } from './StepServices';
import { isHeldByWindow, waitForWindow } from './syncWindow';

const SOON = { seconds: 3 };
/** While Argo CD says what is wrong with it, looking more often mends nothing. */
const AFTER_A_PROBLEM = { seconds: 15 };
const COMPARE_EVERY_MS = 60_000;

type Result = StepResult<DeliveryState>;

interface SyncStepOptions {
  name: string;
  effectOf: (run: DeliveryRun) => Effect;
  limits: LimitOf;
  /** Whether it ends an operation that deploys something else, instead of waiting for it. */
  interrupts: boolean;
}

/** What one look at an application has to do with. */
interface Look {
  services: StepServices;
  context: Pick<
    StepContext<unknown, DeliveryState>,
    'signal' | 'log' | 'now' | 'run' | 'state'
  >;
  client: ArgoCdClient;
  target: ApplicationTarget;
  effect: Effect;
  /** As it is now. */
  application: Application;
}

/**
 * Waits until Argo CD has deployed what was written; where auto-sync is off, begins the sync. A sync
 * that was begun before is known by its mark and not begun again.
 */
export function syncStep<I>(
  services: StepServices,
  { name, effectOf, limits, interrupts }: SyncStepOptions,
): Step<I, DeliveryState> {
  return {
    name,
    async run(context) {
      const run = asDelivery(context.run);
      const effect = effectOf(run);
      const target = await findApplication(services, deliveryOf(run));
      const client = services.instances.get(target.instance);
      const application = await lookAt(
        services.repositories,
        client,
        target,
        effect,
        context.signal,
      );
      const look = { services, context, client, target, effect, application };
      const limit = await limits(run);
      const result = (await mustWait(look))
        ? await duringOperation(look, interrupts)
        : await betweenOperations(look, limit.compensate);
      return withinLimit(context, result, limit, 'Not deployed');
    },
  };
}

/** What syncs a part, as self-heal does again and again, does not undo that the whole is deployed. */
async function mustWait({
  services,
  application,
  effect,
}: Look): Promise<boolean> {
  if (!isOperating(application)) return false;
  const { operation, status } = application;
  return !(
    isPartial(operation ?? status?.operationState?.operation) &&
    (await isDeployed(services.repositories, application, effect))
  );
}

async function duringOperation(
  look: Look,
  interrupts: boolean,
): Promise<Result> {
  const { services, application, effect, client, target, context } = look;
  if (await isHeldByWindow(client, target, application, context.signal)) {
    return waitForWindow(application, context.now());
  }
  const isOther =
    interrupts &&
    (await deploysOther(services.repositories, application, effect));
  return isOther ? endOperation(look) : waitForOperation(look);
}

async function betweenOperations(
  look: Look,
  compensate: boolean,
): Promise<Result> {
  const { services, context, application, client, effect } = look;
  const { repositories } = services;
  if (await isDeployed(repositories, application, effect)) {
    // It may be long before that is found out.
    const sync = await findSync(repositories, application, effect);
    const finishedAt = sync?.finishedAt;
    const revision = revisionOf(application.status?.sync ?? {});
    context.log.info(`Argo CD has deployed it: ${revision ?? 'no revision'}`);
    return done({
      syncedAt: finishedAt ?? context.now().toISOString(),
      progressed: false,
    });
  }
  const isOurs = await isOfEffect(repositories, application, effect);
  const failure = isOurs ? failureOf(application) : undefined;
  const ended = failure && afterFailure(look, failure, compensate);
  if (ended) return ended;
  if (!(await isSeen(repositories, application, effect))) {
    const problem = problemOf(application);
    return wait({
      every: problem ? AFTER_A_PROBLEM : SOON,
      reason: `Argo CD "${client.name}" has not seen the change yet${problem}`,
    });
  }
  // Auto-sync does not repeat what has failed.
  return isAutomatic(application) && !failure
    ? waitForAutoSync(look)
    : beginSync(look);
}

/** What follows from a sync that failed; undefined when there is to be another. */
function afterFailure(
  look: Look,
  reason: string,
  compensate: boolean,
): Result | undefined {
  if (isOfEarlierAttempt(look)) return undefined;
  if (!couldNotAsk(reason)) return fail(reason, { compensate });
  return waitOnce(look, reason);
}

/** What did not answer is given a moment before it is asked again. */
function waitOnce(
  { application, context }: Look,
  reason: string,
): Result | undefined {
  const { finishedAt } = application.status?.operationState ?? {};
  if (context.state.unansweredSync === finishedAt) return undefined;
  const output = { unansweredSync: finishedAt };
  return wait({ every: AFTER_A_PROBLEM, reason, output });
}

/** What failed is what a person has had tried again: only a sync that was begun since tells more. */
function isOfEarlierAttempt({ context, application, effect }: Look): boolean {
  return context.run.attempt > 1 && !carriesInfo(application, effect.mark);
}

/** What failed at a part says nothing of the whole. */
function failureOf({ metadata, status }: Application): string | undefined {
  const { phase, message, operation } = status?.operationState ?? {};
  if (isPartial(operation)) return undefined;
  return phase === 'Failed' || phase === 'Error'
    ? `The sync of application "${metadata.name}" ended as ${phase}: ${
        message ?? 'no reason given'
      }`
    : undefined;
}

async function waitForOperation({
  services,
  application,
  effect,
}: Look): Promise<Result> {
  const { message, operation } = application.status?.operationState ?? {};
  const { name } = application.metadata;
  const isOurs = await isOfEffect(services.repositories, application, effect);
  const { automated } = (application.operation ?? operation)?.initiatedBy ?? {};
  const others = automated ? 'Auto-sync' : 'Another operation';
  const what = isOurs
    ? 'The sync runs'
    : `${others} runs at application "${name}"`;
  return wait({ every: SOON, reason: message ? `${what}: ${message}` : what });
}

/** It may never end by itself: Argo CD waits in it until what it deploys is healthy. */
async function endOperation({
  client,
  target,
  context,
}: Look): Promise<Result> {
  const { name } = target;
  try {
    await client.terminate(target, { signal: context.signal });
    context.log.info(
      `Ended the operation of application "${name}", which deployed another state`,
    );
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!ArgoCdError.is(error, 'refused')) throw error;
  }
  return wait({
    every: SOON,
    reason: `The operation of application "${name}" is being ended`,
  });
}

function isAutomatic({ spec }: Application): boolean {
  const automated = spec.syncPolicy?.automated;
  return Boolean(automated) && automated?.enabled !== false;
}

async function waitForAutoSync(look: Look): Promise<Result> {
  const { client, target, context, application } = look;
  const windows = await client.syncWindows(target, { signal: context.signal });
  if (!letAutoSyncBy(windows)) return waitForWindow(application, context.now());
  return wait({
    every: SOON,
    reason: `Auto-sync is about to deploy it${problemOf(application)}`,
    output: await hasten(look),
  });
}

/** Auto-sync begins with a comparison. That a window opens brings none, and the next may be minutes away. */
async function hasten({
  client,
  target,
  context,
}: Look): Promise<Partial<DeliveryState>> {
  const now = context.now();
  const last = Date.parse(context.state.comparedAt ?? '');
  if (now.getTime() < last + COMPARE_EVERY_MS) return {};
  await compareAnew(client, target, context.signal);
  return { comparedAt: now.toISOString() };
}

async function beginSync(look: Look): Promise<Result> {
  const { client, target, effect, context, application } = look;
  try {
    const { signal } = context;
    await client.sync(target, { infos: [effect.mark] }, { signal });
    context.log.info(`Began the sync of application "${target.name}"`);
    return wait({ every: SOON, reason: 'The sync runs' });
  } catch (error) {
    if (isRefusedBySyncWindow(error)) {
      return waitForWindow(application, context.now());
    }
    if (isOperationInProgress(error)) {
      return wait({
        every: SOON,
        reason: `Another operation runs at application "${target.name}"`,
      });
    }
    throw error;
  }
}
