import { ConflictError } from '@backstage/errors';
import type { Plan, PlanRequest } from '@towpath/plugin-score-common';
import { describeFinding } from './describePlan';
import { planOnceKnown, type KnownOptions } from './planOnceKnown';

/** A plan that can be done. @throws ConflictError with what keeps it from that */
export async function makePlan(
  request: PlanRequest,
  options: KnownOptions,
): Promise<Plan> {
  const plan = await planOnceKnown(request, options);
  if (!plan.whyNot) return plan;
  const errors = plan.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(one => describeFinding('score.yaml', one));
  throw new ConflictError([plan.whyNot, ...errors].join('\n'));
}
