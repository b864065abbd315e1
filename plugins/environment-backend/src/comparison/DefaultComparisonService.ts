import type {
  CompareQuery,
  Comparison,
  DeploymentState,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { verdictOf } from '../gates/evaluateGates';
import type { PromotionStore } from '../promotions/database/PromotionStore';
import type { Planner } from '../promotions/Planner';
import type { PromotionPlan } from '../promotions/PromotionPlan';
import type { ComparisonService } from './ComparisonService';
import type { ConfigComparer } from './ConfigComparer';

interface Options {
  deployments: DeploymentStore;
  planner: Planner;
  promotions: PromotionStore;
  config: ConfigComparer;
}

/** {@link ComparisonService} by the same plan that a promotion begins with. */
export class DefaultComparisonService implements ComparisonService {
  constructor(private readonly options: Options) {}

  async compare(query: CompareQuery, { by }: Caller) {
    const { planner, deployments, config } = this.options;
    const plan = await planner.plan(query, {
      requestedBy: by,
      automatic: false,
    });
    const [from, to] = await Promise.all([
      deployments.find(plan.service.ref, plan.from),
      deployments.find(plan.service.ref, plan.to),
    ]);
    const [difference, underWay] = await Promise.all([
      config.compare(from, to),
      this.underWayTo(plan),
    ]);
    return {
      service: plan.service.ref,
      from: plan.from,
      to: plan.to,
      version: plan.version,
      image: plan.image,
      ...(to && { current: currentOf(to) }),
      digest: plan.digest,
      verdict: verdictOf(plan.gates),
      delivery: plan.delivery,
      edits: plan.edits,
      ...difference,
      commits: plan.commits,
      gates: plan.gates,
      ...(underWay && { underWay }),
    };
  }

  private async underWayTo({
    service,
    to,
  }: PromotionPlan): Promise<Comparison['underWay']> {
    const found = await this.options.promotions.findUnderWay([service.ref]);
    const here = found.find(({ environment }) => environment === to);
    return here && { id: here.id, status: here.status, version: here.version };
  }
}

function currentOf(state: DeploymentState): Comparison['current'] {
  return {
    version: state.version,
    image: state.image,
    health: state.health,
    deployedAt: state.deployedAt?.toISOString(),
  };
}
