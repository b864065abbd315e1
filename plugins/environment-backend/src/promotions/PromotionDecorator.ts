import {
  getPromotionSource,
  stringifyTargetRef,
  type Deployment,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type {
  DeploymentCell,
  DeploymentDecorator,
} from '../deployments/decorators';
import type { PromotionStore } from './database/PromotionStore';

/** Adds the promotion that is on its way to a deployment; its version is not promotable again. */
export class PromotionDecorator implements DeploymentDecorator {
  constructor(
    private readonly store: PromotionStore,
    private readonly catalog: ServiceCatalog,
  ) {}

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const services = [...new Set(cells.map(({ service }) => service))];
    const [underWay, sourceVersion] = await Promise.all([
      this.store.findUnderWay(services),
      this.#sourceVersions(cells),
    ]);
    // Newest first, and a later entry of a map replaces an earlier one.
    const byTarget = new Map(
      underWay.reverse().map(one => [stringifyTargetRef(one), one]),
    );
    return cells.map(cell => {
      const promotion = byTarget.get(targetOf(cell));
      if (!promotion) return {};
      const { id, status, version } = promotion;
      return {
        promotion: { id, status, version },
        ...(version === sourceVersion(cell) && { promotable: false }),
      };
    });
  }

  async #sourceVersions(cells: DeploymentCell[]) {
    const environments = await this.catalog.listEnvironments();
    const sourceOf = new Map(
      environments.map(environment => [
        environment.metadata.name,
        getPromotionSource(environment)?.name,
      ]),
    );
    const versions = new Map(
      cells.map(cell => [targetOf(cell), cell.deployment.version]),
    );
    return ({ service, deployment }: DeploymentCell) =>
      versions.get(
        stringifyTargetRef({
          service,
          environment: sourceOf.get(deployment.environment) ?? '',
        }),
      );
  }
}

function targetOf({ service, deployment }: DeploymentCell): string {
  return stringifyTargetRef({ service, environment: deployment.environment });
}
