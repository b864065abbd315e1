import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  createApiRouter,
  openDatabase,
  Outbox,
  openPolicies,
  policySubjectsServiceRef,
  protect,
} from '@towpath/backend-kit';
import {
  templateGatesManagePermission,
  templateGatesReadPermission,
  type paths,
} from '@towpath/plugin-template-gates-common';
import {
  Actors,
  CatalogDirectory,
  readPlatformEngineerGroups,
} from '@towpath/roles';
import { createPluginRuns, runServices } from '@towpath/runs';
import { migrateRuns } from '@towpath/workflow';
import { gateKeeperServiceRef } from './holding/gateKeeperServiceRef';
import { Credentials } from './holding/Credentials';
import { HoldStore } from './holding/HoldStore';
import { TemplateFiles } from './files/TemplateFiles';
import { Requests } from './holding/Requests';
import { ScaffolderTasks } from './holding/ScaffolderTasks';
import { TaskGate } from './holding/TaskGate';
import { PriceList } from './judging/PriceList';
import { POLICY_VARIABLES, TemplateJudge } from './judging/TemplateJudge';
import { tell, type GateTopics } from './notify/GateOutbox';
import { sendNotices } from './notify/sendNotices';
import { PACKAGE } from './packageName';
import { readConfig } from './readConfig';
import { gateRoutes } from './routes/gateRoutes';
import { createRunKind, present } from './runs/runKind';
import { seesHeld } from './runs/seesHeld';
import { sweepHeld } from './runs/sweepHeld';
import {
  protection,
  TemplateGatesService,
} from './service/TemplateGatesService';

/** On which pages hear that something held has changed. */
export const CHANNEL = 'template-gates:runs';

/** Answers `/api/template-gates`, and holds what rules about templates ask for. */
export const templateGatesPlugin = createBackendPlugin({
  pluginId: 'template-gates',
  register({ registerInit }) {
    registerInit({
      deps: {
        ...runServices,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        keeper: gateKeeperServiceRef,
        notifications: notificationService,
        permissionsRegistry: coreServices.permissionsRegistry,
        policySubjects: policySubjectsServiceRef,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auditor, auth, catalog, clock, config, logger } = deps;
        deps.permissionsRegistry.addPermissions([
          templateGatesReadPermission,
          templateGatesManagePermission,
        ]);
        const settings = readConfig(config);
        const knex = await openDatabase(deps.database, PACKAGE, migrateRuns);
        const outbox = new Outbox<GateTopics>({ knex, clock, logger });
        const store = new HoldStore({ knex, clock, seal: settings.seal });
        const { policies, hits } = openPolicies({
          ...{ subject: 'template', variables: POLICY_VARIABLES },
          ...{ folders: settings.policies, subjects: deps.policySubjects },
          ...{ config, knex, clock, logger },
        });
        const judge = new TemplateJudge({
          policies,
          directory: new CatalogDirectory({ catalog, auth, clock }),
          prices: new PriceList({ file: settings.prices, logger }),
          clock,
        });
        const tasks = new ScaffolderTasks({ auth, discovery: deps.discovery });
        const actors = new Actors({
          auth,
          catalog,
          platformEngineers: readPlatformEngineerGroups(config),
        });
        const files = new TemplateFiles({
          reader: deps.reader,
          integrations: ScmIntegrations.fromConfig(config),
        });
        const requests = new Requests({ actors, catalog, files, judge, tasks });
        const credentials = new Credentials({ auth, store });
        const { engine, authorizer } = await createPluginRuns(deps, {
          kind: createRunKind({
            ...{ store, credentials, requests, tasks },
            tell: (id, what, digest) => tell(outbox, { id, what }, digest),
            tellEnd: ({ id, status }, trx) =>
              tell(outbox, { id, what: 'ended' }, status, trx),
          }),
          title: 'Template',
          channel: CHANNEL,
          present,
          read: templateGatesReadPermission,
          manage: templateGatesManagePermission,
          sees: seesHeld,
        });
        const gate = new TaskGate({
          ...{ knex, engine, store, requests, credentials, judge, actors },
          ...{ hits, limits: settings.limits },
          tellAsked: (id, digest, trx) =>
            tell(outbox, { id, what: 'asked' }, digest, trx),
        });
        deps.keeper.set(gate);
        sendNotices(outbox, { engine, notifications: deps.notifications });
        const service = protect<TemplateGatesService>(
          new TemplateGatesService({ gate, judge }),
          { auditor, authorizer, table: protection },
        );
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            gateRoutes({ service, httpAuth: deps.httpAuth }),
          ]),
        );
        engine.onChange(({ what }) => {
          if (what === 'log') return;
          outbox
            .sendDue()
            .catch(error => logger.warn(`Nobody was told yet: ${error}`));
        });
        const often = {
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          scope: 'global' as const,
        };
        await deps.scheduler.scheduleTask({
          ...often,
          id: 'held',
          async fn(signal) {
            await sweepHeld(
              { ...settings, knex, clock, engine, store, outbox },
              signal,
            );
            await outbox.sendDue();
          },
        });
        await deps.scheduler.scheduleTask({
          ...often,
          frequency: { hours: 24 },
          id: 'old-notices',
          fn: () => outbox.forgetOld(),
        });
      },
    });
  },
});
