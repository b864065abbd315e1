import { join } from 'node:path';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  createBackendFeatureLoader,
  createBackendModule,
  createServiceFactory,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { closedDatabases } from '@towpath/backend-kit/testUtils';
import environmentPlugin from '@towpath/plugin-environment-backend';
import environmentModuleScore from '@towpath/plugin-environment-backend-module-score';
import runsPlugin from '@towpath/plugin-runs-backend';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { scorePlugin } from '../plugin';
import type { DeliveryAddress } from './ShopDelivery';
import { STORE_TOKEN, SYSTEM, TEAM } from './names';
import type { ScoreTestPlatformOptions } from './ScoreTestPlatform';

/** What the backend wants of its surroundings. */
export interface Heard {
  /** What is to be done from time to time, by its id. */
  tasks: Map<string, () => Promise<void>>;
  notices: NotificationSendOptions[];
  signals: { channel: string; message: unknown }[];
}

interface StartWith {
  folder: string;
  address: DeliveryAddress;
  heard: Heard;
}

/** The plugin and its neighbours over real Git, PostgreSQL and Argo CD. */
export async function startScoreBackend(
  {
    knex,
    people,
    drivers,
    modules = [],
    clusters = [],
    score,
    ...platform
  }: ScoreTestPlatformOptions,
  { folder, address, heard }: StartWith,
): Promise<TestBackend> {
  const { tasks, notices, signals } = heard;
  const { url, token, repoUrl } = address;
  const { origin, host } = new URL(repoUrl);
  // The password is there, and left out where an object is copied.
  const {
    user,
    password,
    host: server,
    port,
    database,
  } = knex.client.config.connection;
  const nameOf = ({ principal }: BackstageCredentials) =>
    (principal as BackstageUserPrincipal).userEntityRef?.split('/')[1] ?? '';
  const answer = (credentials: BackstageCredentials) =>
    credentials.principal &&
    (!nameOf(credentials) || nameOf(credentials) in people)
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY;
  const scheduler = mockServices.scheduler.mock();
  scheduler.scheduleTask.mockImplementation(async task => {
    tasks.set(task.id, async () => task.fn(new AbortController().signal));
  });
  const backend = await startTestBackend({
    features: [
      scheduler.factory,
      environmentPlugin,
      // A test backend gives a module that it sees a plugin of its own.
      createBackendFeatureLoader({ loader: () => [environmentModuleScore] }),
      runsPlugin,
      scorePlugin,
      ...modules,
      createBackendModule({
        pluginId: 'score',
        moduleId: 'test-drivers',
        register({ registerInit }) {
          registerInit({
            deps: { extension: scoreDriversExtensionPoint },
            async init({ extension }) {
              drivers.forEach(driver => extension.addDriver(driver));
            },
          });
        },
      }),
      closedDatabases,
      urlReaderServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            workingDirectory: folder,
            database: {
              client: 'pg',
              connection: { user, password, host: server, port, database },
              pluginDivisionMode: 'schema',
            },
          },
          argocd: { instances: [{ name: 'main', url, token }] },
          integrations: {
            gitea: [
              {
                host,
                baseUrl: origin,
                username: 'towpath-portal',
                password: 'towpath-portal-password',
              },
            ],
          },
          score: {
            ...score,
            definitions: [join(folder, 'resources')],
            policies: [join(folder, 'policies')],
            hooks: platform.hookSecret
              ? [{ host, secret: platform.hookSecret, register: true }]
              : [],
            secrets: {
              keys: [{ id: 'test', secret: 'k'.repeat(40) }],
              clusters,
            },
            store: {
              credentials: [{ environment: 'dev', token: STORE_TOKEN }],
            },
          },
        },
      }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const name = nameOf(credentials);
          const userEntityRef = `user:default/${name}`;
          const groups = people[name] ?? [];
          return {
            userEntityRef,
            ownershipEntityRefs: [userEntityRef, ...groups],
          };
        },
      }).factory,
      mockServices.permissions.mock({
        authorize: async (questions, { credentials }: any) =>
          questions.map(() => ({ result: answer(credentials) } as any)),
        authorizeConditional: async (questions, { credentials }: any) =>
          questions.map(() => ({ result: answer(credentials) } as any)),
      }).factory,
      catalogServiceMock.factory({
        entities: [
          ...entitiesOf(origin, platform.automatic),
          ...Object.entries(platform.services ?? {}).map(([name, of]) =>
            componentOf(origin, name, of),
          ),
        ],
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: async notice => void notices.push(notice) }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ channel, message }) =>
            void signals.push({ channel, message }),
        }),
      }),
    ],
  });
  await tasks.get('read-catalog')!();
  return backend;
}

function componentOf(
  origin: string,
  name: string,
  { owner, system }: { owner?: string; system?: string },
): Entity {
  const location = `url:${origin}/myorg/${name}/src/branch/main/catalog-info.yaml`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...{ name, namespace: 'default' },
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: owner ?? '' },
    relations: [
      ...(owner ? [{ type: 'ownedBy', targetRef: owner }] : []),
      ...(system ? [{ type: 'partOf', targetRef: system }] : []),
    ],
  };
}

function entitiesOf(origin: string, automatic: string[] = []): Entity[] {
  const environment = (name: string, tier: string, promotesFrom?: string) => ({
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: {
      name,
      namespace: 'default',
      annotations: automatic.includes(name)
        ? { 'towpath.dev/provisioning': 'automatic' }
        : {},
    },
    spec: { type: 'kubernetes', owner: 'platform-team', tier, promotesFrom },
  });
  const group = (name: string, type: string, parent?: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type, children: [] },
    relations: parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : [],
  });
  return [
    environment('dev', 'development'),
    environment('prod', 'production', 'dev'),
    group('team-a', 'team'),
    group('team-a-leads', 'leads', 'team-a'),
    componentOf(origin, 'shop', { owner: TEAM, system: SYSTEM }),
  ] as Entity[];
}
