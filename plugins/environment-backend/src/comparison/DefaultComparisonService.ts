import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CompareQuery,
  Comparison,
  DeploymentState,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { Asker } from '../deployments/DeploymentService';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionStore } from '../promotions/database/PromotionStore';
import type { Planner } from '../promotions/Planner';
import type { PromotionPlan } from '../promotions/PromotionPlan';
import type { CommitFinder } from './CommitFinder';
import type { ComparisonService } from './ComparisonService';
import type { ConfigComparer } from './ConfigComparer';
import { questionOf } from './DefaultChangeFinder';

interface Options {
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  planner: Planner;
  promotions: PromotionStore;
  commits: CommitFinder;
  config: ConfigComparer;
}

/** {@link ComparisonService} by the same plan that a promotion begins with. */
export class DefaultComparisonService implements ComparisonService {
  constructor(private readonly options: Options) {}

  async compare(query: CompareQuery, { credentials }: Asker) {
    const { planner, deployments, config } = this.options;
    const plan = await planner.plan(query, {
      requestedBy: userOf(credentials),
      automatic: false,
    });
    const [from, to] = await Promise.all([
      deployments.find(plan.service.ref, plan.from),
      deployments.find(plan.service.ref, plan.to),
    ]);
    const [difference, commits, underWay] = await Promise.all([
      config.compare(from, to),
      this.commitsOf(plan, from, to),
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
      commits,
      gates: plan.gates,
      ...(underWay && { underWay }),
    };
  }

  private async commitsOf(
    { service, version }: PromotionPlan,
    from: DeploymentState | undefined,
    to: DeploymentState | undefined,
  ): Promise<Comparison['commits']> {
    const { catalog, commits } = this.options;
    const known = await catalog.getService(service.ref);
    return commits.find(questionOf(known, to, version, from));
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

function verdictOf(gates: Comparison['gates']): Comparison['verdict'] {
  if (gates.some(({ state }) => state === 'closed')) return 'deny';
  return gates.some(({ state }) => state === 'asks') ? 'gate' : 'allow';
}

function userOf({ principal }: BackstageCredentials): string | undefined {
  const { userEntityRef } = principal as { userEntityRef?: string };
  return userEntityRef;
}
