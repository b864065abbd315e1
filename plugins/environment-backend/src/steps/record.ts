import { done, type Step } from '@towpath/workflow';
import {
  deliveryOf,
  isRollback,
  planOf,
  type DeliveryRun,
  type DeliveryState,
} from '../promotions/runs';
import type { StepServices } from './StepServices';

/** Writes into the history who brought the version, and lets automatic promotion go on again. */
export function recordStep<I>({
  deployments,
  holds,
}: StepServices): Step<I, DeliveryState> {
  return {
    name: 'record',
    async run(context) {
      const run = context.run as DeliveryRun;
      const { service, to, version } = deliveryOf(run);
      await deployments.attribute({
        service: service.ref,
        environment: to,
        version,
        by: run.requestedBy,
        promotionId: run.id,
        reason: run.input.reason,
        // None is known of, which is not the same as none.
        ...(!isRollback(run) && {
          commits: planOf(run).commits.length || undefined,
        }),
      });
      if (!isRollback(run) && !run.input.automatic) {
        await holds.lift({ service: service.ref, environment: to });
      }
      return done();
    },
  };
}
