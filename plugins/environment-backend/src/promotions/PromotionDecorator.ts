import {
  stringifyTargetRef,
  type Deployment,
} from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type {
  DeploymentCell,
  DeploymentDecorator,
} from '../deployments/decorators';
import { targetOf } from '../deployments/toCells';
import { findUnderWay } from '../database/findUnderWay';

/** Adds the promotion that is on its way to a deployment. */
export class PromotionDecorator implements DeploymentDecorator {
  readonly #engine: WorkflowEngine;

  constructor(engine: WorkflowEngine) {
    this.#engine = engine;
  }

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const services = [...new Set(cells.map(({ service }) => service))];
    const underWay = await findUnderWay(this.#engine, services);
    // Newest first, and a later entry of a map replaces an earlier one.
    const byTarget = new Map(
      underWay.reverse().map(one => [stringifyTargetRef(one), one]),
    );
    return cells.map(cell => {
      const promotion = byTarget.get(targetOf(cell));
      if (!promotion) return {};
      const { id, status, version } = promotion;
      return { promotion: { id, status, version } };
    });
  }
}
