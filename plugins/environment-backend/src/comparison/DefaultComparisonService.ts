import type { Caller } from '@towpath/backend-kit';
import type {
  CompareQuery,
  Comparison,
  DeploymentState,
} from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import { verdictOf } from '../gates/evaluateGates';
import { findUnderWay } from '../database/findUnderWay';
import type { Planner } from '../planning/Planner';
import type { ComparisonService } from './ComparisonService';
import type { ConfigComparer } from './ConfigComparer';

interface Options {
  planner: Planner;
  engine: WorkflowEngine;
  config: ConfigComparer;
}

/** {@link ComparisonService} by the same plan that a promotion begins with. */
export class DefaultComparisonService implements ComparisonService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The plan waits for Git, and the rest for Argo CD, so that they wait at the same time. */
  async compare(query: CompareQuery, { by }: Caller) {
    const { planner, config } = this.#options;
    const placed = await planner.look(query.service);
    const { ref: service } = placed.service;
    const from = placed.places.stateIn(query.from);
    const to = placed.places.stateIn(query.to);
    const [plan, difference, underWay] = await Promise.all([
      planner.plan(placed, query, { requestedBy: by, automatic: false }),
      config.compare(from, to),
      this.#underWayTo(service, query.to),
    ]);
    return {
      service,
      from: plan.from,
      to: plan.to,
      version: plan.version,
      image: plan.image,
      ...(to && { current: currentOf(to) }),
      digest: plan.digest,
      verdict: verdictOf(plan.gates),
      delivery: plan.delivery,
      edits: plan.edits,
      notUnderstood: plan.notUnderstood ?? [],
      unasked: plan.unasked ?? [],
      needs: plan.needs?.shown,
      ...difference,
      commits: plan.commits,
      gates: plan.gates,
      ...(underWay && { underWay }),
    };
  }

  async #underWayTo(
    service: string,
    to: string,
  ): Promise<Comparison['underWay']> {
    const found = await findUnderWay(this.#options.engine, [service]);
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
