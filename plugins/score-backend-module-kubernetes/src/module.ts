import { env } from 'node:process';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { GeneratedDriver } from './drivers/GeneratedDriver';
import { KubernetesDriver } from './drivers/KubernetesDriver';
import { StaticDriver } from './drivers/StaticDriver';

/** Brings the drivers `kubernetes`, `static` and `generated`, none of which needs a system of its own. */
export const scoreModuleKubernetes = createBackendModule({
  pluginId: 'score',
  moduleId: 'kubernetes',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        drivers: scoreDriversExtensionPoint,
      },
      async init({ config, drivers }) {
        const allowed = config.getOptionalStringArray(
          'score.static.environment',
        );
        drivers.addDriver(new KubernetesDriver());
        drivers.addDriver(
          new StaticDriver({ variables: env, allowed: allowed ?? [] }),
        );
        drivers.addDriver(new GeneratedDriver());
      },
    });
  },
});
