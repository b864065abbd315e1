import { done, type Step } from '@towpath/workflow';
import type { DeliveryState, RollbackInput } from '../promotions/runs';
import type { StepServices } from './StepServices';
import { waitForGates } from './waitForGates';

/** A rollback skips soak time and approval, and obeys policies, and a freeze unless a person overrode it. */
export function freezeStep({
  planner,
}: StepServices): Step<RollbackInput, DeliveryState> {
  return {
    name: 'freeze',
    harmless: true,
    async run({ run, signal }) {
      const closed = await planner.closedForRollback(run, signal);
      return closed.length === 0 ? done() : waitForGates(closed);
    },
  };
}
