import {
  carriesInfo,
  isOperating,
  isOperationInProgress,
  isRefusedBySyncWindow,
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
import type { DeliveryRun, DeliveryState } from '../promotions/runs';
import type { Effect } from './Effect';
import { isDeployed, isSeen } from './isDeployed';
import type { StepServices } from './StepServices';

const SOON = { seconds: 3 };
const LATER = { seconds: 30 };

type Context<I> = StepContext<I, DeliveryState>;

interface SyncStepOptions {
  name: string;
  effectOf: (run: DeliveryRun) => Effect;
  /** What to do when Argo CD cannot deploy it. */
  compensate: (run: DeliveryRun) => Promise<boolean>;
}

/**
 * Waits until Argo CD has deployed what was written; where auto-sync is off, begins the sync. A sync
 * that was begun before is known by its mark and not begun again.
 */
export function syncStep<I>(
  services: StepServices,
  { name, effectOf, compensate }: SyncStepOptions,
): Step<I, DeliveryState> {
  return {
    name,
    async run(context) {
      const run = context.run as DeliveryRun;
      const effect = effectOf(run);
      const client = services.instances.get(effect.application.instance);
      const application = await client.get(effect.application, {
        refresh: 'normal',
        signal: context.signal,
      });
      if (isOperating(application))
        return waitForOperation(application, effect);
      if (await isDeployed(services.repositories, application, effect)) {
        context.log.info(
          `Argo CD has deployed it: ${
            revisionsOf(application.status?.sync) ?? 'no revision'
          }`,
        );
        return done({
          syncedAt:
            syncedAt(application, effect) ?? context.now().toISOString(),
          progressed: false,
        });
      }
      const failure = failureOf(application, effect);
      if (failure) return fail(failure, { compensate: await compensate(run) });
      if (!(await isSeen(services.repositories, application, effect))) {
        return wait({
          every: SOON,
          reason: `Argo CD "${client.name}" has not seen the change yet`,
        });
      }
      return isAutomatic(application)
        ? wait({ every: SOON, reason: 'Auto-sync is about to deploy it' })
        : beginSync(client, effect, context);
    },
  };
}

/**
 * When Argo CD ended the sync that deployed it, which may be long before it is found out; undefined
 * when the last operation was another one.
 */
function syncedAt(
  application: Application,
  { commit, mark }: Effect,
): string | undefined {
  const { operationState: last, sync } = application.status ?? {};
  if (last?.phase !== 'Succeeded') return undefined;
  const isIt =
    carriesInfo(application, mark) ||
    (commit && revisionsOf(last.syncResult) === revisionsOf(sync));
  return isIt ? last.finishedAt : undefined;
}

function waitForOperation(
  application: Application,
  effect: Effect,
): StepResult<DeliveryState> {
  const { message, operation } = application.status?.operationState ?? {};
  const { name } = effect.application;
  const isOurs = carriesInfo(application, effect.mark);
  const automated = operation?.initiatedBy?.automated;
  const what = isOurs
    ? 'The sync runs'
    : `${
        automated ? 'Auto-sync' : 'Another operation'
      } runs at application "${name}"`;
  return wait({ every: SOON, reason: message ? `${what}: ${message}` : what });
}

/** Why the last sync of this change failed; undefined when it did not. */
function failureOf(
  application: Application,
  effect: Effect,
): string | undefined {
  const state = application.status?.operationState;
  if (state?.phase !== 'Failed' && state?.phase !== 'Error') return undefined;
  const isOurs =
    carriesInfo(application, effect.mark) ||
    state.syncResult?.revision === effect.commit?.sha;
  return isOurs
    ? `The sync of application "${effect.application.name}" ended as ${
        state.phase
      }: ${state.message ?? 'no reason given'}`
    : undefined;
}

function isAutomatic({ spec }: Application): boolean {
  const automated = spec.syncPolicy?.automated;
  return Boolean(automated) && automated?.enabled !== false;
}

async function beginSync<I>(
  client: ArgoCdClient,
  { application, mark }: Effect,
  { signal, log }: Context<I>,
): Promise<StepResult<DeliveryState>> {
  try {
    await client.sync(application, { infos: [mark] }, { signal });
    log.info(`Began the sync of application "${application.name}"`);
    return wait({ every: SOON, reason: 'The sync runs' });
  } catch (error) {
    if (isRefusedBySyncWindow(error)) {
      return wait({
        every: LATER,
        reason: `A sync window of application "${application.name}" is closed; the sync begins when it opens`,
      });
    }
    if (isOperationInProgress(error)) {
      return wait({
        every: SOON,
        reason: `Another operation runs at application "${application.name}"`,
      });
    }
    throw error;
  }
}

function revisionsOf(
  compared: { revision?: string; revisions?: string[] } = {},
): string | undefined {
  const { revision, revisions } = compared;
  return revision || revisions?.join(', ');
}
