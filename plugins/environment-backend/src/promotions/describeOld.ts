import type { PromotionPlan } from './PromotionPlan';

/** Says that what is to be brought runs there already; undefined when it does not. */
export function describeOld({
  service,
  version,
  current,
  to,
}: Pick<PromotionPlan, 'service' | 'version' | 'current' | 'to'>) {
  return current?.version === version
    ? `${service.name} ${version} runs in ${to} already, so there is nothing to promote`
    : undefined;
}
