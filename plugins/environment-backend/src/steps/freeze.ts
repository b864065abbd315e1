import { done, type Step } from '@towpath/workflow';
import type { DeliveryState, RollbackInput } from '../model/runs';
import { baselineOf } from './baselineOf';
import type { StepServices } from './StepServices';
import { waitForGates } from './waitForGates';

/** A rollback skips soak time and approval, and obeys policies, and a freeze unless a person overrode it. */
export function freezeStep(
  services: StepServices,
): Step<RollbackInput, DeliveryState> {
  return {
    name: 'freeze',
    harmless: true,
    async run(context) {
      const { run, input, signal } = context;
      const closed = await services.planner.closedForRollback(run, signal);
      if (closed.length > 0) return waitForGates(closed);
      const { reversal } = input;
      return done({
        baseline: await baselineOf(services, context, reversal),
      });
    },
  };
}
