import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { protect, type Authorizer } from '@towpath/backend-kit';
import type { WorkflowEngine } from '@towpath/workflow';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { Drivers } from '../planning/Drivers';
import { DefaultUpkeepService } from './DefaultUpkeepService';
import { resealSecrets } from './resealSecrets';
import { upkeepProtection } from './upkeepProtection';
import type { UpkeepService } from './UpkeepService';

interface UpkeepParts {
  engine: WorkflowEngine;
  auditor: AuditorService;
  authorizer: Authorizer;
  scheduler: SchedulerService;
  logger: LoggerService;
  drivers: Drivers;
  resources: ResourceStore;
  secrets: SecretStore;
  uses: UseStore;
  definitions: DefinitionFolder;
}

/** Work on one resource, and on the secrets of all. */
export async function createUpkeep(parts: UpkeepParts): Promise<UpkeepService> {
  const { auditor, authorizer, scheduler, secrets, logger } = parts;
  await scheduler.scheduleTask({
    id: 'reseal-secrets',
    frequency: { hours: 6 },
    timeout: { hours: 1 },
    scope: 'global',
    fn: async signal => {
      if (!secrets.canKeep) return;
      const { key, resealed, left } = await resealSecrets(secrets, signal);
      if (resealed > 0) {
        logger.info(`${resealed} secrets are sealed with the key "${key}" now`);
      }
      left.forEach(one =>
        logger.error(
          `The secret output "${one.output}" of resource ${one.resource} is not sealed with the key "${key}": ${one.problem}`,
        ),
      );
    },
  });
  const service = new DefaultUpkeepService(parts);
  return protect<UpkeepService>(service, {
    ...{ auditor, authorizer },
    table: upkeepProtection(service),
  });
}
