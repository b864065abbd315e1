import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { EnvironmentEntityProcessor } from './EnvironmentEntityProcessor';

/**
 * Teaches the catalog the Environment kind. The kind also has to be listed
 * under `catalog.rules` in the configuration.
 */
export const catalogModuleEnvironment = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'environment',
  register({ registerInit }) {
    registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(new EnvironmentEntityProcessor());
      },
    });
  },
});
