import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  GithubEntityProvider,
  GithubLocationAnalyzer,
} from '@backstage/plugin-catalog-backend-module-github';
import {
  catalogAnalysisExtensionPoint,
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { CarefulProvider } from './CarefulProvider';
import { parseDescription } from './parseDescription';
import { withFilesAskedFor } from './withFilesAskedFor';

/**
 * Backstage's own discovery at GitHub, and what is registered by hand, without what removes a description
 * because it could not be read.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'github',
  register(reg) {
    reg.registerInit({
      deps: {
        analyzers: catalogAnalysisExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ analyzers, config, model, processing, ...services }) {
        const { auth, catalog, events, logger, scheduler } = services;
        model.setEntityDataParser(parseDescription);
        analyzers.addScmLocationAnalyzer(
          new GithubLocationAnalyzer({ config, auth, catalog }),
        );
        const providers = GithubEntityProvider.fromConfig(
          withFilesAskedFor(config),
          { events, logger, scheduler },
        );
        processing.addEntityProvider(
          providers.map(provider => new CarefulProvider(provider)),
        );
      },
    });
  },
});
