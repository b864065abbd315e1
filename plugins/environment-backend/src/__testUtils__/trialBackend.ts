/*
 * A backend with this plugin alone, for trials that kill it: "npm run chaos -- promotion". It loads
 * as little as it can, for it is started again and again. Whoever asks is Ada, who may do
 * everything; who may do what has its own tests.
 */
import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
  type BackstageCredentials,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import environmentPlugin from '..';
import { component, THREE_ENVIRONMENTS } from './entities';

/** What the trial tells its backends, as JSON in the variable TRIAL. */
interface Trial {
  services: string[];
  /** Address with password, or settings. */
  postgres: string | JsonObject;
  /** Whether the plugin has a database of its own, as by default, or a schema. */
  division?: 'database' | 'schema';
  gitUrl: string;
  gitAccount: { username: string; password: string };
  argoCd: { url: string; token: string };
  workDir: string;
}

const trial: Trial = JSON.parse(process.env.TRIAL ?? '{}');
const port = Number(process.env.TRIAL_PORT);
const baseUrl = `http://127.0.0.1:${port}`;

const ADA = 'user:default/ada';
const ada = {
  $$type: '@backstage/BackstageCredentials',
  principal: { type: 'user', userEntityRef: ADA },
} as BackstageCredentials;

const allowAll = async (asked: unknown[]) =>
  asked.map(() => ({ result: AuthorizeResult.ALLOW }));

const backend = createBackend();

/** Stands for a service of the portal, as far as this plugin uses it. */
function stub<T>(service: ServiceRef<T, 'plugin'>, part: Partial<T>) {
  backend.add(
    createServiceFactory({ service, deps: {}, factory: () => part as T }),
  );
}

backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () =>
      new ConfigReader({
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { port, host: '127.0.0.1' },
          database: {
            client: 'pg',
            connection: trial.postgres,
            pluginDivisionMode: trial.division ?? 'database',
          },
          workingDirectory: trial.workDir,
        },
        integrations: {
          gitea: [
            {
              host: new URL(trial.gitUrl).host,
              baseUrl: trial.gitUrl,
              ...trial.gitAccount,
            },
          ],
        },
        argocd: { instances: [{ name: 'trial', ...trial.argoCd }] },
      }),
  }),
);
// The usual one looks for secrets by the configuration schemas of all packages, which takes longer
// than all else.
backend.add(
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => WinstonLogger.create({}),
  }),
);
stub(coreServices.auth, {
  getOwnServiceCredentials: async () => ada as never,
  isPrincipal: ((_: unknown, type: string) => type === 'user') as never,
});
stub(coreServices.httpAuth, { credentials: async () => ada as never });
stub(coreServices.userInfo, {
  getUserInfo: async () => ({ userEntityRef: ADA, ownershipEntityRefs: [ADA] }),
});
stub(coreServices.permissions, {
  authorize: allowAll as never,
  authorizeConditional: allowAll as never,
});
stub(notificationService, { send: async () => {} });
stub(signalsServiceRef, { publish: async () => {} });
stub(
  catalogServiceRef,
  new InMemoryCatalogClient({
    entities: [
      ...THREE_ENVIRONMENTS,
      ...trial.services.map(name => component(name)),
    ],
  }) as never,
);
backend.add(environmentPlugin);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
