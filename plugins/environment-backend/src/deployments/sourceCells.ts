import {
  getPromotionSource,
  stringifyTargetRef,
  type Deployment,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentCell } from './decorators';

/** For each cell the deployment that its versions come from, in the order of the cells. */
export async function sourceCells(
  cells: DeploymentCell[],
  catalog: ServiceCatalog,
): Promise<(Deployment | undefined)[]> {
  const environments = await catalog.listEnvironments();
  const sourceOf = new Map(
    environments.map(environment => [
      environment.metadata.name,
      getPromotionSource(environment)?.name,
    ]),
  );
  const byTarget = new Map(
    cells.map(cell => [targetOf(cell), cell.deployment]),
  );
  return cells.map(({ service, deployment }) => {
    const environment = sourceOf.get(deployment.environment) ?? '';
    return byTarget.get(stringifyTargetRef({ service, environment }));
  });
}

/** The reference of the service in the environment that a cell is about. */
export function targetOf({ service, deployment }: DeploymentCell): string {
  return stringifyTargetRef({ service, environment: deployment.environment });
}
