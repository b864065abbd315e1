import type { PromotionPlan } from './PromotionPlan';

/** Says that what is to be brought runs there already. */
export function describeOld({
  service,
  version,
  to,
}: Pick<PromotionPlan, 'service' | 'version' | 'to'>): string {
  return `${service.name} ${version} runs in ${to} already, so there is nothing to promote`;
}
