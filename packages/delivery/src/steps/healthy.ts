import {
  ArgoCdError,
  isBlockedByWindow,
  isHealthStale,
  isHealthUntold,
  type Application,
} from '@towpath/argocd';
import { done, fail, wait, type Run, type Step } from '@towpath/workflow';
import { isDeployed } from '../application/isDeployed';
import { problemOf } from '../application/lookAt';
import { waitForWindow } from '../application/syncWindow';
import { assessHealth, withoutRecovered } from '../health/assessHealth';
import { runsImage } from '../health/runsImage';
import type { DeployState } from '../model/DeployState';
import { deployStep, type DeployStepOptions, type Look } from './deployStep';
import { soon } from './soon';

/**
 * Waits until what was written is healthy. Health counts only if it was found out after the sync
 * ended: until then it tells of the version before.
 */
export function healthyStep<I, S extends DeployState>(
  options: DeployStepOptions<Run<I, S>>,
): Step<I, S> {
  return deployStep(options, 'Not healthy', async look => {
    const { repositories, client, application, effect, context } = look;
    requireTold(client.name, application);
    const problem = degradation(look);
    if (problem) return fail(problem, { compensate: look.compensate });
    const isThere = await isDeployed(repositories, application, effect);
    if (!isThere && isBlockedByWindow(application)) {
      return waitForWindow(application, context.now());
    }
    const { lacks, output } = isThere
      ? await judge(look)
      : lacksSync(application);
    if (lacks) return wait({ every: soon(context), reason: lacks, output });
    output.notCounted?.forEach(words => context.log.info(words));
    context.log.info('It is healthy');
    return done(output);
  });
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

/** Why it will not become healthy: it was on its way, and has failed. */
function degradation({ application, context }: Look): string | undefined {
  const { syncedAt, progressed, baseline } = context.state;
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
  output: Partial<DeployState>;
}

function lacksSync(application: Application): Judgement {
  const problem = problemOf(application);
  return {
    lacks: `Argo CD is about to deploy another state${problem}`,
    output: {},
  };
}

async function judge({
  instances,
  application,
  effect,
  target,
  context,
}: Look): Promise<Judgement> {
  const { baseline, progressed } = context.state;
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
  const output: Partial<DeployState> = {
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
    context.signal,
  );
  return runs.is === 'no'
    ? {
        lacks: `Argo CD deploys ${runs.other} and not ${effect.image}: something else decides over the image`,
        output,
      }
    : { output };
}
