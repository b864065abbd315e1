import { randomUUID } from 'node:crypto';
import type { Clock } from '@towpath/clock';
import type { Plan } from '@towpath/plugin-score-common';
import type { PlanStore } from '../database/PlanStore';
import type { Draft } from '../model/Draft';

export const PLAN_MINUTES = 60;

/** Keeps a plan, so that it can be looked at and done as it was shown. */
export async function keepPlan(
  { plans, clock }: { plans: PlanStore; clock: Clock },
  { body, source }: Pick<Draft, 'body' | 'source'>,
  requestedBy: string,
): Promise<Plan> {
  const now = clock.now();
  const plan: Plan = {
    ...body,
    id: randomUUID(),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + PLAN_MINUTES * 60_000).toISOString(),
  };
  await plans.add({ plan, source, requestedBy });
  return plan;
}
