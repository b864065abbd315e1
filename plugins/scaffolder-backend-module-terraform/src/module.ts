import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { terraformStacksServiceRef } from '@towpath/plugin-terraform-stacks-node';
import { createApplyAction } from './actions/apply';
import { createDestroyAction } from './actions/destroy';
import { createDriftAction } from './actions/drift';
import { createImportAction } from './actions/import';
import { createOutputAction } from './actions/output';
import { createPlanAction } from './actions/plan';

/** Gives templates the actions `terraform:*`, which ask the plugin of Terraform stacks. */
export const scaffolderModuleTerraform = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'terraform',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        stacks: terraformStacksServiceRef,
        actions: scaffolderActionsExtensionPoint,
      },
      async init({ auth, stacks, actions }) {
        const services = { auth, stacks };
        actions.addActions(
          createPlanAction(services),
          createApplyAction(services),
          createOutputAction(services),
          createDestroyAction(services),
          createImportAction(services),
          createDriftAction(services),
        );
      },
    });
  },
});
