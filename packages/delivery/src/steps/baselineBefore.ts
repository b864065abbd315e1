import { ArgoCdError, isOutage, type ArgoCdInstances } from '@towpath/argocd';
import type { StepContext } from '@towpath/workflow';
import { takeBaseline } from '../health/takeBaseline';
import type { ApplicationTarget } from '../model/ApplicationTarget';
import type { Baseline } from '../model/Baseline';
import type { DeployState } from '../model/DeployState';

interface BaselineOptions {
  instances: ArgoCdInstances;
  findApplication(): Promise<ApplicationTarget>;
  /** Name of the service, for the log. */
  service: string;
  /** Any of which may be the service: what runs, and what is to run. */
  images: (string | undefined)[];
}

/**
 * How the application is before the first write of a run. It is taken once: what an earlier try of the
 * same run has broken was not so before. Absent where Argo CD refuses to tell, or has no such application: what
 * comes next says so.
 *
 * @throws ArgoCdError when Argo CD is away.
 */
export async function baselineBefore(
  {
    state,
    signal,
    log,
  }: Pick<StepContext<unknown, DeployState>, 'state' | 'signal' | 'log'>,
  { instances, findApplication, service, images }: BaselineOptions,
): Promise<Baseline | undefined> {
  if (state.baseline) return state.baseline;
  const target = await findApplication();
  const baseline = await takeIfTold(() =>
    takeBaseline(instances, target, images, signal),
  );
  if (!baseline) return undefined;
  if (baseline.workloads.length === 0 && baseline.unhealthy.length > 0) {
    log.warn(
      `No manifest of application "${target.name}" names ${service}, so all that is not healthy counts`,
    );
  }
  return baseline;
}

async function takeIfTold(
  take: () => Promise<Baseline>,
): Promise<Baseline | undefined> {
  try {
    return await take();
  } catch (error) {
    if (!ArgoCdError.is(error) || isOutage(error)) throw error;
    return undefined;
  }
}
