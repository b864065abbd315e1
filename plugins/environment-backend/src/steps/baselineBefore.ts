import { ArgoCdError, isOutage } from '@towpath/argocd';
import type { StepContext } from '@towpath/workflow';
import { findApplication } from '../deployments/findApplication';
import type { Baseline } from '../model/Baseline';
import type { Change } from '../model/PromotionPlan';
import type { DeliveryState } from '../model/runs';
import { takeBaseline } from './takeBaseline';
import type { StepServices } from './StepServices';

/** What a delivery says of the application that it is about. */
type Delivery = Pick<Change, 'service' | 'to' | 'application' | 'current'> & {
  image?: string;
  expectedImage?: string;
};

/**
 * How the application is before the first write of a run. It is taken once: what an earlier try of the
 * same run has broken was not so before. Absent where Argo CD refuses to tell, or has no such application: what
 * comes next says so.
 *
 * @throws ArgoCdError when Argo CD is away.
 */
export async function baselineBefore(
  services: StepServices,
  {
    state,
    signal,
    log,
  }: Pick<StepContext<unknown, DeliveryState>, 'state' | 'signal' | 'log'>,
  delivery: Delivery,
): Promise<Baseline | undefined> {
  if (state.baseline) return state.baseline;
  const target = await findApplication(services, delivery);
  const { image, expectedImage, current } = delivery;
  const images = [expectedImage, current?.image, image];
  const baseline = await takeIfTold(() =>
    takeBaseline(services.instances, target, images, signal),
  );
  if (!baseline) return undefined;
  if (baseline.workloads.length === 0 && baseline.unhealthy.length > 0) {
    log.warn(
      `No manifest of application "${target.name}" names ${delivery.service.name}, so all that is not healthy counts`,
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
