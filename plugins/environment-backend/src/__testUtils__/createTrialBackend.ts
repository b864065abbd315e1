import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
  type AuthService,
  type BackstageCredentials,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';

type Backend = ReturnType<typeof createBackend>;

/** What stands around a backend of a trial. */
export interface TrialSurroundings {
  /** Address with password, or settings. */
  postgres: string | JsonObject;
  /** Whether each plugin has a database of its own, as by default, or a schema. */
  division?: 'database' | 'schema';
  gitUrl: string;
  gitAccount: { username: string; password: string };
  argoCd: { url: string; token: string };
  workDir: string;
}

const ADA = 'user:default/ada';
const ada = {
  $$type: '@backstage/BackstageCredentials',
  principal: { type: 'user', userEntityRef: ADA },
} as BackstageCredentials;

/** Plugins ask each other under their own names, and whoever else asks is Ada. */
const asPlugin = (id: string) =>
  ({
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'service', subject: `plugin:${id}` },
  } as BackstageCredentials);

function authOf(id: string): Partial<AuthService> {
  return {
    getOwnServiceCredentials: async () => asPlugin(id) as never,
    getPluginRequestToken: async () => ({ token: id }),
    isPrincipal: (({ principal }: BackstageCredentials, type: string) =>
      (principal as { type: string }).type === type) as never,
  };
}

function askerOf(header?: string): BackstageCredentials {
  const [, id] = /^Bearer (.+)$/.exec(header ?? '') ?? [];
  return id ? asPlugin(id) : ada;
}

const allowAll = async (asked: unknown[]) =>
  asked.map(() => ({ result: AuthorizeResult.ALLOW }));

/**
 * A backend without plugins, for trials that kill it. It loads as little as it can, for it is started again and again.
 * Whoever asks is Ada, who may do everything; who may do what has its own tests.
 *
 * @param config - beside what every trial has.
 */
export function createTrialBackend(
  platform: TrialSurroundings,
  more: {
    port: number;
    entities: Entity[];
    config?: JsonObject;
    /** The trial says itself who asks. */
    hasPeople?: boolean;
  },
): Backend {
  const backend = createBackend();
  addServices(
    backend,
    new ConfigReader(configOf(platform, more)),
    more.entities,
  );
  if (!more.hasPeople) addAda(backend);
  return backend;
}

function configOf(
  { postgres, division = 'database', workDir, ...platform }: TrialSurroundings,
  { port, config }: { port: number; config?: JsonObject },
): JsonObject {
  const baseUrl = `http://127.0.0.1:${port}`;
  const { gitUrl, gitAccount, argoCd } = platform;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { port, host: '127.0.0.1' },
      database: {
        client: 'pg',
        connection: postgres,
        pluginDivisionMode: division,
      },
      workingDirectory: workDir,
    },
    integrations: {
      gitea: [{ host: new URL(gitUrl).host, baseUrl: gitUrl, ...gitAccount }],
    },
    argocd: { instances: [{ name: 'trial', ...argoCd }] },
    ...config,
  };
}

function addServices(
  backend: Backend,
  config: ConfigReader,
  entities: Entity[],
): void {
  const stub = stubsOf(backend);
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => config,
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
  stub(coreServices.permissions, {
    authorize: allowAll as never,
    authorizeConditional: allowAll as never,
  });
  stub(notificationService, { send: async () => {} });
  stub(signalsServiceRef, { publish: async () => {} });
  stub(catalogServiceRef, new InMemoryCatalogClient({ entities }) as never);
}

/** Whoever asks is Ada. */
function addAda(backend: Backend): void {
  const stub = stubsOf(backend);
  backend.add(
    createServiceFactory({
      service: coreServices.auth,
      deps: { plugin: coreServices.pluginMetadata },
      factory: ({ plugin }) => authOf(plugin.getId()) as AuthService,
    }),
  );
  stub(coreServices.httpAuth, {
    credentials: async ({ headers }) => askerOf(headers.authorization) as never,
  });
  stub(coreServices.userInfo, {
    getUserInfo: async () => ({
      userEntityRef: ADA,
      ownershipEntityRefs: [ADA],
    }),
  });
}

/** Stands for services of the portal, as far as plugins use them. */
function stubsOf(backend: Backend) {
  return <T>(service: ServiceRef<T, 'plugin'>, part: Partial<T>) =>
    backend.add(
      createServiceFactory({ service, deps: {}, factory: () => part as T }),
    );
}
