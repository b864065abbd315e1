import type { Trailer, Trailers } from '@towpath/gitops';
import type { PromotionPlan } from '../model/PromotionPlan';
import type { PromotionRun, Reversal } from '../model/runs';
import { planOf } from '../model/runs';

/** Marks the commit of a promotion, so that it is found instead of written twice. */
export const promotionKey = (id: string): Trailer => ['Towpath-Promotion', id];

/** Marks the commit that writes back what a promotion replaced. */
export const revertsKey = (id: string): Trailer => ['Towpath-Reverts', id];

/** `Promote shop 1.4.0 to prod`, and the reason that was given. */
export function promotionMessage(plan: PromotionPlan, reason?: string): string {
  const subject = `Promote ${plan.service.name} ${plan.version} to ${plan.to}`;
  return reason ? `${subject}\n\n${reason}` : subject;
}

export function promotionTrailers(run: PromotionRun): Trailers {
  const { service, from, to, version } = planOf(run);
  const approvedBy = (run.approval?.decisions ?? [])
    .filter(one => one.verdict === 'approved' && !one.void)
    .map(({ by }) => by);
  return {
    'Towpath-Service': service.ref,
    'Towpath-From': from,
    'Towpath-To': to,
    'Towpath-Version': version,
    'Requested-By': run.requestedBy,
    ...(approvedBy.length > 0 && { 'Approved-By': [...new Set(approvedBy)] }),
  };
}

/** `Roll shop in prod back to 1.3.0`, and why. */
export function rollbackMessage(
  { service, to, version }: Pick<Reversal, 'service' | 'to' | 'version'>,
  why: string,
): string {
  return `Roll ${service.name} in ${to} back to ${version}\n\n${why}`;
}
