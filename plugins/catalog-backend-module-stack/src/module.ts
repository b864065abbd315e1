import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { StackEntityProcessor } from './StackEntityProcessor';

/** Teaches the catalog the Stack kind. */
export const catalogModuleStack = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'stack',
  register({ registerInit }) {
    registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addProcessor(new StackEntityProcessor());
      },
    });
  },
});
