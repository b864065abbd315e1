import { done, wait, type Step } from '@towpath/workflow';
import {
  asDelivery,
  deliveryOf,
  isRollback,
  planOf,
  type DeliveryState,
} from '../model/runs';
import type { StepServices } from './StepServices';

/** How far what the portal shows may be behind Argo CD, when another process has to begin to follow it. */
const LAG_MS = 60_000;

/** Writes into the history who brought the version, and lets automatic promotion go on again. */
export function recordStep<I>({
  deployments,
  holds,
}: StepServices): Step<I, DeliveryState> {
  return {
    name: 'record',
    async run(context) {
      const run = asDelivery(context.run);
      const { service, to, version } = deliveryOf(run);
      const shown = await deployments.find(service.ref, to);
      const lastedMs =
        context.now().getTime() - context.stepStartedAt.getTime();
      // Else it could be promoted again by who looks at what runs where right after.
      if (shown?.version !== version && lastedMs < LAG_MS) {
        return wait({
          every: { seconds: 2 },
          reason: `Waits until ${version} is seen in ${to}`,
        });
      }
      await deployments.attribute({
        service: service.ref,
        environment: to,
        version,
        by: run.requestedBy,
        promotionId: run.id,
        reason: run.input.reason,
        ...(!isRollback(run) && { commits: planOf(run).commits.count }),
      });
      if (!isRollback(run) && !run.input.automatic) {
        await holds.lift({ service: service.ref, environment: to });
      }
      return done();
    },
  };
}
