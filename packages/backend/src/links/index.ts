import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { SafeLinksProcessor } from './SafeLinksProcessor';

/** Keeps addresses of scripts out of the catalog. */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'safe-links',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(new SafeLinksProcessor());
      },
    });
  },
});
