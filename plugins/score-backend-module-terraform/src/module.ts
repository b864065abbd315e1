import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { terraformStacksServiceRef } from '@towpath/plugin-terraform-stacks-node';
import { Stacks } from './stacks/Stacks';
import { TerraformDriver } from './TerraformDriver';

/** Gives Score the driver `terraform`. */
export const scoreModuleTerraform = createBackendModule({
  pluginId: 'score',
  moduleId: 'terraform',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        drivers: scoreDriversExtensionPoint,
        stacks: terraformStacksServiceRef,
      },
      async init({ drivers, ...services }) {
        drivers.addDriver(new TerraformDriver(new Stacks(services)));
      },
    });
  },
});
