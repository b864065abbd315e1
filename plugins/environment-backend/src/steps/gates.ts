import { isError } from '@backstage/errors';
import {
  askAgain,
  done,
  fail,
  wait,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import { askApprovers } from '../notify/PromotionOutbox';
import {
  approversOf,
  isAskedFor,
  requiredApprovals,
} from '../promotions/approvals';
import { describeOld } from '../promotions/describeOld';
import type { PromotionPlan } from '../promotions/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../promotions/runs';
import { baselineBefore } from './baselineBefore';
import type { StepServices } from './StepServices';
import { waitForGates } from './waitForGates';

type Context = StepContext<PromotionInput, DeliveryState>;

/**
 * Works the promotion out once more: between asking and beginning there may have been days. Other
 * than what was approved is asked again; a gate that has closed is waited for.
 */
export function gatesStep(
  services: StepServices,
): Step<PromotionInput, DeliveryState> {
  const { planner, promotions, outbox, holds } = services;
  return {
    name: 'gates',
    harmless: true,
    async run(context) {
      const plan = await planAgain(planner, context);
      if ('type' in plan) return plan;
      const old = describeOld(plan);
      if (old) return fail(old);
      const paused = context.input.automatic && (await pause(holds, plan));
      if (paused) return paused;
      const closed = plan.gates.filter(({ state }) => state === 'closed');
      // No time opens it: a version that went before it under the same lock has failed.
      const setback = closed.find(({ type }) => type === 'setback');
      if (setback) return fail(setback.message);
      if (closed.length > 0) return waitForGates(closed, { plan });
      if (!isAskedFor(plan, context.run.approval)) {
        await promotions.setApprovers(context.runId, approversOf(plan.gates));
        await askApprovers(outbox, {
          id: context.runId,
          digest: plan.digest,
        });
        return askAgain({
          digest: plan.digest,
          required: requiredApprovals(plan.gates),
          reason:
            'What would be written has changed since it was asked for: look at it again',
          output: { plan },
        });
      }
      return done({
        plan,
        baseline: await baselineBefore(services, context, plan),
      });
    },
  };
}

/** A version that was queued behind one that was then taken back does not come either. */
async function pause(
  holds: StepServices['holds'],
  { service, to }: PromotionPlan,
): Promise<StepResult<DeliveryState> | undefined> {
  const hold = await holds.find({ service: service.ref, environment: to });
  return (
    hold &&
    wait({
      every: { minutes: 1 },
      reason: `Automatic promotion pauses in ${to} until the hold is lifted. ${hold.reason}`,
    })
  );
}

async function planAgain(
  planner: StepServices['planner'],
  context: Context,
): Promise<PromotionPlan | StepResult<DeliveryState>> {
  try {
    return await planner.planAgain(context.run, context.signal);
  } catch (error) {
    // What cannot become right by trying again, such as an application that is gone.
    const names = ['InputError', 'NotFoundError', 'ConflictError'];
    if (isError(error) && names.includes(error.name)) {
      return fail(error.message);
    }
    throw error;
  }
}
