import { isError } from '@backstage/errors';
import {
  firstOf,
  whyNotPromote,
  type WhyNot,
} from '@towpath/plugin-environment-common';
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
import { isAskedFor, requiredApprovals } from '../model/approvals';
import { describeOld } from '../model/describeOld';
import { closedOf, factsOf } from '../model/factsOf';
import type { PromotionPlan } from '../model/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../model/runs';
import { baselineOf } from './baselineOf';
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
  const { planner, outbox, holds } = services;
  return {
    name: 'gates',
    harmless: true,
    async run(context) {
      const plan = await planAgain(planner, context);
      if ('type' in plan) return plan;
      const reasons = whyNotPromote({
        ...factsOf(plan),
        hold: context.input.automatic ? await findHold(holds, plan) : undefined,
      });
      const kept = keptBy(reasons, plan);
      if (kept) return kept;
      if (!isAskedFor(plan, context.run.approval)) {
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
      const stale = providesOther(plan, context);
      if (stale) return stale;
      return done({
        plan,
        baseline: await baselineOf(services, context, plan),
      });
    },
  };
}

/** Where nobody has to approve, nobody would look: what would be provided is what was asked for, or it ends. */
function providesOther(
  plan: PromotionPlan,
  { input, run }: Context,
): StepResult<DeliveryState> | undefined {
  const isAgreed = run.approval?.digest === plan.digest;
  if (isAgreed || plan.needs?.digest === input.plan.needs?.digest) {
    return undefined;
  }
  return fail(
    `What ${plan.version} needs in ${plan.to} is another thing than when it was asked for. Promote it again, and look at what it provides`,
  );
}

/** A version that was queued behind one that was then taken back does not come by itself either. */
function findHold(
  holds: StepServices['holds'],
  { service, to }: PromotionPlan,
) {
  return holds.find({ service: service.ref, environment: to });
}

/** How the step ends while something keeps the version; undefined when nothing does. */
function keptBy(
  reasons: WhyNot[],
  plan: PromotionPlan,
): StepResult<DeliveryState> | undefined {
  if (firstOf(reasons, 'old')) return fail(describeOld(plan));
  const held = firstOf(reasons, 'held');
  if (held) {
    return wait({
      every: { minutes: 1 },
      reason: `Automatic promotion pauses in ${plan.to} until the hold is lifted. ${held.reason}`,
    });
  }
  // No time opens it: a version that went before it under the same lock has failed.
  const shut = firstOf(reasons, 'shut');
  if (shut) return fail(shut.gate.message);
  const closed = closedOf(reasons);
  return closed.length > 0 ? waitForGates(closed, { plan }) : undefined;
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
