import type {
  GateReport,
  PromotionFacts,
  WhyNot,
} from '@towpath/plugin-environment-common';
import type { PromotionPlan } from './PromotionPlan';

/** What a plan tells of the version that it would bring. */
export function factsOf({
  version,
  current,
  gates,
}: Pick<PromotionPlan, 'version' | 'current' | 'gates'>): PromotionFacts {
  return { version, current: current?.version, gates };
}

/** The gates that are closed, whatever opens them. */
export function closedOf(reasons: WhyNot[]): GateReport[] {
  return reasons.flatMap(reason =>
    reason.type === 'closed' || reason.type === 'shut' ? [reason.gate] : [],
  );
}
