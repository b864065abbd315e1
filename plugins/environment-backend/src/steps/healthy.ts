import {
  describeUnhealthy,
  isBlockedByWindow,
  isHealthStale,
  type Application,
} from '@towpath/argocd';
import {
  done,
  fail,
  wait,
  type Step,
  type StepResult,
} from '@towpath/workflow';
import { findApplication } from '../promotions/findApplication';
import {
  deliveryOf,
  type DeliveryRun,
  type DeliveryState,
} from '../promotions/runs';
import type { Effect } from './Effect';
import { hasImage, isDeployed } from './isDeployed';
import { withinLimit, type LimitOf } from './limit';
import { lookAt, problemOf } from './lookAt';
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
      const run = context.run as DeliveryRun;
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
      const limit = await limits(run);
      const problem = degradation(application, context.state);
      if (problem) return fail(problem, { compensate: limit.compensate });
      const isThere = await isDeployed(repositories, application, effect);
      if (!isThere && isBlockedByWindow(application)) {
        return waitForWindow(application, context.now());
      }
      const lacks = isThere
        ? lacksHealth(application, effect)
        : `Argo CD is about to deploy another state${problemOf(application)}`;
      if (!lacks) {
        context.log.info('It is healthy');
        return done();
      }
      const waiting = keepWaiting(application, context.state, lacks);
      return withinLimit(context, waiting, limit, 'Not healthy');
    },
  };
}

/** Why it will not become healthy: it was on its way, and has failed. */
function degradation(
  application: Application,
  { syncedAt, progressed }: DeliveryState,
): string | undefined {
  const { health, resources = [] } = application.status ?? {};
  if (health?.status !== 'Degraded' || isHealthStale(application)) {
    return undefined;
  }
  // Argo CD counts in whole seconds.
  const changedAt = Date.parse(health.lastTransitionTime ?? '') + 1000;
  const isNew = progressed || changedAt > Date.parse(syncedAt ?? '');
  return isNew ? `Degraded${describeUnhealthy(resources)}` : undefined;
}

function lacksHealth(
  application: Application,
  { image }: Effect,
): string | undefined {
  const { health, resources = [] } = application.status ?? {};
  const status = health?.status ?? 'Unknown';
  if (isHealthStale(application)) {
    return 'Argo CD has not looked at its health since the sync';
  }
  if (status !== 'Healthy') return `${status}${describeUnhealthy(resources)}`;
  return hasImage(application, image)
    ? undefined
    : `Image ${image} is not among those that run`;
}

function keepWaiting(
  { status }: Application,
  state: DeliveryState,
  reason: string,
): StepResult<DeliveryState> {
  const progressed =
    state.progressed || status?.health?.status === 'Progressing';
  return wait({ every: SOON, reason, output: { progressed } });
}
