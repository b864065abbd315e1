import { baselineBefore, type Baseline } from '@towpath/delivery';
import type { StepContext } from '@towpath/workflow';
import { findApplication } from '../deployments/findApplication';
import type { Change } from '../model/PromotionPlan';
import type { DeliveryState } from '../model/runs';
import type { StepServices } from './StepServices';

/** What a delivery says of the application that it is about. */
type Delivery = Pick<Change, 'service' | 'to' | 'application' | 'current'> & {
  image?: string;
  expectedImage?: string;
};

/** How the application of a delivery is before its run writes anything: see {@link baselineBefore}. */
export function baselineOf(
  services: StepServices,
  context: Pick<
    StepContext<unknown, DeliveryState>,
    'state' | 'signal' | 'log'
  >,
  delivery: Delivery,
): Promise<Baseline | undefined> {
  const { service, image, expectedImage, current } = delivery;
  return baselineBefore(context, {
    instances: services.instances,
    findApplication: () => findApplication(services, delivery),
    service: service.name,
    images: [expectedImage, current?.image, image],
  });
}
