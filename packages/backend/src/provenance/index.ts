import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ScmIntegrations,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  catalogProcessingExtensionPoint,
  type CatalogProcessor,
} from '@backstage/plugin-catalog-node';
import { findForeign } from './findForeign';

// Before files are put into entities, which is 20 unless a processor says otherwise.
const FIRST = 5;

/** Refuses entities that have the portal read what is not their own. */
class OwnRepositoryProcessor implements CatalogProcessor {
  readonly #integrations: ScmIntegrationRegistry;

  constructor(integrations: ScmIntegrationRegistry) {
    this.#integrations = integrations;
  }

  getProcessorName(): string {
    return 'OwnRepositoryProcessor';
  }

  getPriority(): number {
    return FIRST;
  }

  async preProcessEntity(
    entity: Entity,
    { type, target }: { type: string; target: string },
  ): Promise<Entity> {
    // A file of this portal is the platform team's.
    if (type !== 'url') return entity;
    const problems = findForeign(entity, target, this.#integrations);
    if (problems.length > 0) throw new InputError(problems.join('. '));
    return entity;
  }
}

/** Keeps entities to the repository that they come from. */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'own-repository',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ processing, config }) {
        processing.addProcessor(
          new OwnRepositoryProcessor(ScmIntegrations.fromConfig(config)),
        );
      },
    });
  },
});
