import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';

/** One entry of `catalog.providers.gitea`. */
export interface OrganisationSettings {
  /** Its key. */
  id: string;
  /** As under `integrations.gitea`, with its port. */
  host: string;
  organisation: string;
  /** In every repository; each repository's own when absent. */
  branch?: string;
  catalogPath: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/** @throws InputError, or what the configuration says of a key that is missing */
export function readOrganisations(
  config: Config,
  integrations: ScmIntegrationRegistry,
): OrganisationSettings[] {
  const entries = config.getOptionalConfig('catalog.providers.gitea');
  return (entries?.keys() ?? []).map(id => {
    const entry = entries!.getConfig(id);
    const host = entry.getString('host');
    if (!integrations.gitea.byHost(host)) {
      throw new InputError(
        `catalog.providers.gitea.${id}.host is "${host}", which is not under integrations.gitea. Add it there, with its port`,
      );
    }
    return {
      id,
      host,
      organisation: entry.getString('organization'),
      branch: entry.getOptionalString('branch'),
      catalogPath: (
        entry.getOptionalString('catalogPath') ?? 'catalog-info.yaml'
      ).replace(/^\/+/, ''),
      schedule: readSchedulerServiceTaskScheduleDefinitionFromConfig(
        entry.getConfig('schedule'),
      ),
    };
  });
}
