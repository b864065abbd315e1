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
} from '@towpath/argocd';
import {
  done,
  fail,
  wait,
  type Run,
  type Step,
  type StepResult,
} from '@towpath/workflow';
import { isDeployed, isSeen } from '../application/isDeployed';
import { compareAnew, problemOf } from '../application/lookAt';
import {
  deploysOther,
  findSync,
  isOfEffect,
  revisionOf,
} from '../application/operation';
import { isHeldByWindow, waitForWindow } from '../application/syncWindow';
import type { DeployState } from '../model/DeployState';
import { deployStep, type DeployStepOptions, type Look } from './deployStep';
import { soon } from './soon';

/** While Argo CD says what is wrong with it, looking more often mends nothing. */
const AFTER_A_PROBLEM = { seconds: 15 };
const COMPARE_EVERY_MS = 60_000;

type Result = StepResult<DeployState>;

interface SyncStepOptions<R> extends DeployStepOptions<R> {
  /** Whether it ends an operation that deploys something else, instead of waiting for it. */
  interrupts: boolean;
  /**
   * Whether what is in Git no more has to be gone from the cluster. Auto-sync is not waited for then: it may not prune, and
   * never takes the last of an application away. Default false.
   */
  prunes?(run: R): boolean;
}

/**
 * Waits until Argo CD has deployed what was written; where auto-sync is off, begins the sync. A sync
 * that was begun before is known by its mark and not begun again.
 */
export function syncStep<I, S extends DeployState>(
  options: SyncStepOptions<Run<I, S>>,
): Step<I, S> {
  const { interrupts } = options;
  return deployStep(options, 'Not deployed', async look => {
    const prune = options.prunes?.(look.context.run as Run<I, S>) ?? false;
    return (await mustWait(look))
      ? duringOperation(look, interrupts)
      : betweenOperations(look, prune);
  });
}

/** What syncs a part, as self-heal does again and again, does not undo that the whole is deployed. */
async function mustWait({
  repositories,
  application,
  effect,
}: Look): Promise<boolean> {
  if (!isOperating(application)) return false;
  const { operation, status } = application;
  return !(
    isPartial(operation ?? status?.operationState?.operation) &&
    (await isDeployed(repositories, application, effect))
  );
}

async function duringOperation(
  look: Look,
  interrupts: boolean,
): Promise<Result> {
  const { repositories, application, effect, client, target, context } = look;
  if (await isHeldByWindow(client, target, application, context.signal)) {
    return waitForWindow(application, context.now());
  }
  const isOther =
    interrupts && (await deploysOther(repositories, application, effect));
  return isOther ? endOperation(look) : waitForOperation(look);
}

/** Of what was to be pruned, a sync counts that was told to, or that nothing differs any more. */
async function isDone(look: Look, prune: boolean): Promise<boolean> {
  const { repositories, application, effect } = look;
  const isAll =
    !prune ||
    application.status?.sync?.status === 'Synced' ||
    carriesInfo(application, effect.mark);
  return isAll && isDeployed(repositories, application, effect);
}

async function betweenOperations(look: Look, prune: boolean): Promise<Result> {
  const { repositories, context, application, client, effect } = look;
  if (await isDone(look, prune)) {
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
  const ended = failure && afterFailure(look, failure);
  if (ended) return ended;
  if (!(await isSeen(repositories, application, effect))) {
    const problem = problemOf(application);
    return wait({
      every: problem ? AFTER_A_PROBLEM : soon(context),
      reason: `Argo CD "${client.name}" has not seen the change yet${problem}`,
    });
  }
  // Auto-sync does not repeat what has failed.
  return isAutomatic(application) && !failure && !prune
    ? waitForAutoSync(look)
    : beginSync(look, prune);
}

/** What follows from a sync that failed; undefined when there is to be another. */
function afterFailure(look: Look, reason: string): Result | undefined {
  const { compensate } = look;
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
  repositories,
  application,
  effect,
  context,
}: Look): Promise<Result> {
  const { message, operation } = application.status?.operationState ?? {};
  const { name } = application.metadata;
  const isOurs = await isOfEffect(repositories, application, effect);
  const { automated } = (application.operation ?? operation)?.initiatedBy ?? {};
  const others = automated ? 'Auto-sync' : 'Another operation';
  const what = isOurs
    ? 'The sync runs'
    : `${others} runs at application "${name}"`;
  return wait({
    every: soon(context),
    reason: message ? `${what}: ${message}` : what,
  });
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
    every: soon(context),
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
    every: soon(context),
    reason: `Auto-sync is about to deploy it${problemOf(application)}`,
    output: await hasten(look),
  });
}

/** Auto-sync begins with a comparison. That a window opens brings none, and the next may be minutes away. */
async function hasten({
  client,
  target,
  context,
}: Look): Promise<Partial<DeployState>> {
  const now = context.now();
  const last = Date.parse(context.state.comparedAt ?? '');
  if (now.getTime() < last + COMPARE_EVERY_MS) return {};
  await compareAnew(client, target, context.signal);
  return { comparedAt: now.toISOString() };
}

async function beginSync(look: Look, prune: boolean): Promise<Result> {
  const { client, target, effect, context, application } = look;
  try {
    const { signal } = context;
    const request = { infos: [effect.mark], ...(prune && { prune }) };
    await client.sync(target, request, { signal });
    context.log.info(`Began the sync of application "${target.name}"`);
    return wait({ every: soon(context), reason: 'The sync runs' });
  } catch (error) {
    if (isRefusedBySyncWindow(error)) {
      return waitForWindow(application, context.now());
    }
    if (isOperationInProgress(error)) {
      return wait({
        every: soon(context),
        reason: `Another operation runs at application "${target.name}"`,
      });
    }
    throw error;
  }
}
