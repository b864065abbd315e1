import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { protect, type Authorizer } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { BehindDecorator } from './BehindDecorator';
import type { DeploymentDecorator, EnvironmentDecorator } from './decorators';
import { DefaultDeploymentService } from './DefaultDeploymentService';
import { deploymentProtection } from './deploymentProtection';
import type { DeploymentService } from './DeploymentService';

/** Puts {@link DeploymentService} together; it checks who may. */
export function createDeployments(options: {
  knex: Knex;
  catalog: ServiceCatalog;
  clock: Clock;
  integrations: ScmIntegrationRegistry;
  auditor: AuditorService;
  authorizer: Authorizer;
  /** What other areas know of deployments, and of environments. */
  deploymentDecorators: DeploymentDecorator[];
  environmentDecorators: EnvironmentDecorator[];
}): DeploymentService {
  const { knex, catalog, clock, integrations } = options;
  const { auditor, authorizer, environmentDecorators } = options;
  const service = new DefaultDeploymentService({
    knex,
    catalog,
    clock,
    integrations,
    deploymentDecorators: [
      new BehindDecorator(knex),
      ...options.deploymentDecorators,
    ],
    environmentDecorators,
  });
  return protect<DeploymentService>(service, {
    auditor,
    authorizer,
    table: deploymentProtection,
  });
}
