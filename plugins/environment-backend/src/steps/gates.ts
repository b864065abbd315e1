import { isError } from '@backstage/errors';
import {
  askAgain,
  done,
  fail,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import { approversOf, requiredApprovals } from '../promotions/approvals';
import type { PromotionPlan } from '../promotions/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../promotions/runs';
import type { StepServices } from './StepServices';
import { waitForGates } from './waitForGates';

type Context = StepContext<PromotionInput, DeliveryState>;

/**
 * Works the promotion out once more: between asking and beginning there may have been days. Other
 * than what was approved is asked again; a gate that has closed is waited for.
 */
export function gatesStep({
  planner,
  promotions,
  notices,
}: StepServices): Step<PromotionInput, DeliveryState> {
  return {
    name: 'gates',
    harmless: true,
    async run(context) {
      const plan = await planAgain(planner, context);
      if ('type' in plan) return plan;
      const closed = plan.gates.filter(({ state }) => state === 'closed');
      if (closed.length > 0) return waitForGates(closed, { plan });
      if (!isApproved(context, plan)) {
        await promotions.setApprovers(context.runId, approversOf(plan.gates));
        await notices.askFor(context.runId, plan.digest, context.now());
        return askAgain({
          digest: plan.digest,
          required: requiredApprovals(plan.gates),
          reason:
            'What would be written has changed since it was asked for: look at it again',
          output: { plan },
        });
      }
      return done({ plan });
    },
  };
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

function isApproved({ run }: Context, plan: PromotionPlan): boolean {
  const required = requiredApprovals(plan.gates);
  if (required.length === 0) return true;
  const { approval } = run;
  return (
    approval?.digest === plan.digest &&
    required.every(({ id }) => approval.required.some(rule => rule.id === id))
  );
}
