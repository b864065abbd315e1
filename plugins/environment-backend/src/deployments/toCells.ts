import {
  getPromotionSource,
  stringifyTargetRef,
  type Deployment,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { CatalogService } from '../catalog/ServiceCatalog';
import type { DeploymentRow } from '../feed/DeploymentRow';
import type { DeploymentCell } from './decorators';
import { toDeployment, type InstancesKnown } from './toDeployment';

/** Every service in every environment, service by service, each with what its versions come from. */
export function toCells(
  services: CatalogService[],
  environments: EnvironmentEntityV1alpha1[],
  rows: DeploymentRow[],
  state: InstancesKnown,
): DeploymentCell[] {
  const byKey = new Map(rows.map(row => [stringifyTargetRef(row), row]));
  return services.flatMap(({ ref: service }) => {
    const inEach = new Map<string, Deployment>(
      environments.map(({ metadata: { name: environment } }) => {
        const row = byKey.get(stringifyTargetRef({ service, environment }));
        return [environment, toDeployment(environment, row, state)];
      }),
    );
    return environments.map(environment => ({
      service,
      deployment: inEach.get(environment.metadata.name)!,
      source: inEach.get(getPromotionSource(environment)?.name ?? ''),
    }));
  });
}

/** The reference of the service in the environment that a cell is about. */
export function targetOf({ service, deployment }: DeploymentCell): string {
  return stringifyTargetRef({ service, environment: deployment.environment });
}
