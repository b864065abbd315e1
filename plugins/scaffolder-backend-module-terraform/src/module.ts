import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { Actors, readPlatformEngineerGroups } from '@towpath/roles';
import { readTerraformConfig, Terraform } from '@towpath/terraform';
import { createApplyAction } from './actions/apply';
import { createDestroyAction } from './actions/destroy';
import { createOutputAction } from './actions/output';
import { createPlanAction } from './actions/plan';
import { Stacks } from './stacks/Stacks';

/**
 * Gives templates the actions `terraform:*`. At start it says in the log which program does the work;
 * that there is none does not stop the start.
 */
export const scaffolderModuleTerraform = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'terraform',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        actions: scaffolderActionsExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        lifecycle,
        logger,
        scheduler,
        actions,
      }) {
        const settings = readTerraformConfig(config);
        const terraform = new Terraform(settings);
        const stacks = new Stacks({
          terraform,
          modulesDir: settings.modulesDir,
          actors: new Actors({
            auth,
            catalog,
            platformEngineers: readPlatformEngineerGroups(config),
          }),
        });
        actions.addActions(
          createPlanAction(stacks),
          createApplyAction(stacks),
          createOutputAction(stacks),
          createDestroyAction(stacks),
        );
        lifecycle.addStartupHook(async () => {
          try {
            const { tool, version, path } = await terraform.binary();
            logger.info(`${tool} ${version} at ${path} runs terraform:*`);
          } catch (error) {
            logger.warn(
              `The template actions terraform:* will refuse to run: ${error}. The portal works on without it`,
            );
          }
        });
        await scheduler.scheduleTask({
          id: 'terraform-sweep',
          // Stacks live on the disk of this host.
          scope: 'local',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          fn: () => terraform.sweep(),
        });
      },
    });
  },
});
