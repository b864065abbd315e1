import {
  ArgoCdError,
  isBlockedByWindow,
  isHealthStale,
  isHealthUntold,
  type Application,
} from '@towpath/argocd';
import { done, fail, wait, type Step } from '@towpath/workflow';
import { findApplication } from '../deployments/findApplication';
import {
  asDelivery,
  deliveryOf,
  type DeliveryRun,
  type DeliveryState,
} from '../model/runs';
import type { ApplicationTarget } from '../model/PromotionPlan';
import { assessHealth, withoutRecovered } from './assessHealth';
import type { Effect } from './Effect';
import { isDeployed } from './isDeployed';
import { withinLimit, type LimitOf } from './limit';
import { lookAt, problemOf } from './lookAt';
import { runsImage } from './runsImage';
import type { StepServices } from './StepServices';
import { waitForWindow } from './syncWindow';

const SOON = { seconds: 3 };

interface HealthyStepOptions {
  name: string;
  effectOf: (run: DeliveryRun) => Effect;
  limits: LimitOf;
}

/**
 * Waits until what was written is healthy. Health counts only if it was found out after the sync
 * ended: until then it tells of the version before.
 */
export function healthyStep<I>(
  services: StepServices,
  { name, effectOf, limits }: HealthyStepOptions,
): Step<I, DeliveryState> {
  return {
    name,
    async run(context) {
      const run = asDelivery(context.run);
      const effect = effectOf(run);
      const target = await findApplication(services, deliveryOf(run));
      const { repositories } = services;
      const client = services.instances.get(target.instance);
      const application = await lookAt(
        repositories,
        client,
        target,
        effect,
        context.signal,
      );
      requireTold(client.name, application);
      const limit = await limits(run);
      const look = { application, effect, target, state: context.state };
      const problem = degradation(look);
      if (problem) return fail(problem, { compensate: limit.compensate });
      const isThere = await isDeployed(repositories, application, effect);
      if (!isThere && isBlockedByWindow(application)) {
        return waitForWindow(application, context.now());
      }
      const { lacks, output } = isThere
        ? await judge(services, look, context.signal)
        : lacksSync(application);
      if (lacks) {
        const waiting = wait({ every: SOON, reason: lacks, output });
        return withinLimit(context, waiting, limit, 'Not healthy');
      }
      output.notCounted?.forEach(words => context.log.info(words));
      context.log.info('It is healthy');
      return done(output);
    },
  };
}

/**
 * What was so before would count, for want of its name.
 *
 * @throws ArgoCdError as for an outage: it is told again once a resource changes, or Argo CD's cache ends.
 */
function requireTold(instance: string, application: Application): void {
  if (!isHealthUntold(application)) return;
  throw new ArgoCdError({
    instance,
    operation: `tell what is not healthy in application "${application.metadata.name}"`,
    problem: 'server',
    reason: `it is ${application.status?.health?.status}, and the cache with its resources is lost`,
  });
}

/** What one look at an application has to do with. */
interface Look {
  application: Application;
  effect: Effect;
  target: ApplicationTarget;
  state: DeliveryState;
}

/** Why it will not become healthy: it was on its way, and has failed. */
function degradation({ application, state }: Look): string | undefined {
  const { syncedAt, progressed, baseline } = state;
  const { degraded, isNew, lacks } = assessHealth(application, baseline);
  if (!degraded || isHealthStale(application)) return undefined;
  const { lastTransitionTime } = application.status?.health ?? {};
  // Argo CD counts in whole seconds.
  const changedAt = Date.parse(lastTransitionTime ?? '') + 1000;
  const isLater = changedAt > Date.parse(syncedAt ?? '');
  return progressed || isLater || isNew ? lacks : undefined;
}

/** What it still lacks, and what is to be kept of a look at it. */
interface Judgement {
  lacks?: string;
  output: Partial<DeliveryState>;
}

function lacksSync(application: Application): Judgement {
  const problem = problemOf(application);
  return {
    lacks: `Argo CD is about to deploy another state${problem}`,
    output: {},
  };
}

async function judge(
  { instances }: StepServices,
  { application, effect, target, state }: Look,
  signal: AbortSignal,
): Promise<Judgement> {
  const { baseline, progressed } = state;
  if (isHealthStale(application)) {
    return {
      lacks: 'Argo CD has not looked at its health since the sync',
      output: {},
    };
  }
  const { progressing, notCounted, ...found } = assessHealth(
    application,
    baseline,
  );
  const output: Partial<DeliveryState> = {
    progressed: progressed || progressing,
    notCounted,
    ...(baseline && { baseline: withoutRecovered(application, baseline) }),
  };
  if (found.lacks) return { lacks: found.lacks, output };
  const runs = await runsImage(
    instances,
    target,
    application,
    effect.image,
    signal,
  );
  return runs.is === 'no'
    ? {
        lacks: `Argo CD deploys ${runs.other} and not ${effect.image}: something else decides over the image`,
        output,
      }
    : { output };
}
