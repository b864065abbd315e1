import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  createApiRouter,
  openDatabase,
  policySubjectsServiceRef,
} from '@towpath/backend-kit';
import {
  terraformStacksPermissions,
  type paths,
} from '@towpath/plugin-terraform-stacks-common';
import { runServices } from '@towpath/runs';
import express from 'express';
import { registerActions } from './actions/registerActions';
import { answerStates } from './answerStates';
import { keepUp } from './keepUp';
import { openDoors } from './openDoors';
import { openStacks } from './openStacks';
import { stackRoutes } from './routes/stackRoutes';

const PACKAGE = '@towpath/plugin-terraform-stacks-backend';

/** Room for an archive of a module, which Express takes for too large of itself. */
const LARGEST_BODY = '8mb';

/** Answers `/api/terraform-stacks`, and has its runs among those of all kinds. */
export const terraformStacksPlugin = createBackendPlugin({
  pluginId: 'terraform-stacks',
  register({ registerInit }) {
    registerInit({
      deps: {
        ...runServices,
        actions: actionsRegistryServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
        notifications: notificationService,
        policySubjects: policySubjectsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, httpAuth, httpRouter } = deps;
        deps.permissionsRegistry.addPermissions(terraformStacksPermissions);
        const knex = await openDatabase(deps.database, PACKAGE);
        const opened = await openStacks(deps, knex);
        const { views, doors, ...work } = openDoors(deps, opened);
        registerActions(deps.actions, { auth, ...doors });
        // States come as they are, before anything reads bodies as JSON.
        const askStates = await answerStates({ ...deps, ...opened, views });
        httpRouter.use(express.json({ limit: LARGEST_BODY }));
        const askStacks = stackRoutes({ ...doors, httpAuth });
        httpRouter.use(createApiRouter<paths>(PACKAGE, [askStates, askStacks]));
        await keepUp(deps, { ...opened, ...work });
      },
    });
  },
});
