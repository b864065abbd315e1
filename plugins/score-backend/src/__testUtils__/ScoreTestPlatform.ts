import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  createBackendFeatureLoader,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
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
import type { Run } from '@towpath/plugin-runs-common';
import {
  scoreDriversExtensionPoint,
  type ResourceDriver,
} from '@towpath/plugin-score-node';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import request from 'supertest';
import { scorePlugin } from '../plugin';
import { ShopDelivery, type DeliveryAddress } from './ShopDelivery';

/** What the platform is made of. */
export interface ScoreTestPlatformOptions {
  /** A database that nothing else is in. */
  knex: Knex;
  drivers: ResourceDriver[];
  /** Modules beside, and what their configuration says below `score`. */
  modules?: BackendFeature[];
  score?: JsonObject;
  /** Texts of files of definitions, by name. */
  definitions: Record<string, string>;
  /** Texts of policies, by name. */
  policies?: Record<string, string>;
  /** How secrets reach clusters: `score.secrets.clusters`. */
  clusters?: object[];
  /** Groups of each person, as entity references; who is not named may do nothing. */
  people: Record<string, string[]>;
  /** Environments that provide by themselves what a push changes. */
  automatic?: string[];
  /** Groups that own services beside the shop, by the name of each; who is not owned has none. */
  services?: Record<string, { owner?: string; system?: string }>;
  /** With which the Git host signs what it tells; nothing is told without. */
  hookSecret?: string;
}

/** Of the operator that reads secrets of dev. */
export const STORE_TOKEN = 'd'.repeat(40);

export const TEAM = 'group:default/team-a';
export const LEADS = 'group:default/team-a-leads';
export const SYSTEM = 'system:default/sales';

/** The plugin in a whole backend, before real Git, PostgreSQL and the sandbox's Argo CD. */
export class ScoreTestPlatform {
  readonly #backend: TestBackend;
  readonly #delivery: ShopDelivery;
  readonly #folder: string;
  readonly #tasks: Heard['tasks'];
  /** Notifications that were sent. */
  readonly notices: Heard['notices'];
  /** What open pages were told. */
  readonly signals: Heard['signals'];

  private constructor(parts: {
    backend: TestBackend;
    delivery: ShopDelivery;
    folder: string;
    heard: Heard;
  }) {
    this.#backend = parts.backend;
    this.#delivery = parts.delivery;
    this.#folder = parts.folder;
    this.#tasks = parts.heard.tasks;
    this.notices = parts.heard.notices;
    this.signals = parts.heard.signals;
  }

  static async start(
    options: ScoreTestPlatformOptions,
  ): Promise<ScoreTestPlatform> {
    const folder = mkdtempSync(join(tmpdir(), 'score-'));
    write(folder, 'resources', options.definitions);
    write(folder, 'policies', options.policies ?? {});
    const delivery = await ShopDelivery.start();
    const { address } = delivery;
    const heard: Heard = { tasks: new Map(), notices: [], signals: [] };
    const backend = await startBackend(options, { folder, address, heard });
    return new ScoreTestPlatform({ backend, delivery, folder, heard });
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
    await this.#delivery.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Of the backend, without a slash at the end. */
  get url(): string {
    return `http://localhost:${this.#backend.server.port()}`;
  }

  /** Resources of a service in an environment, as Ada reads them. */
  async resources(service = 'shop', environment = 'dev'): Promise<any[]> {
    const { body } = await this.as('ada').get(
      `/score/resources?service=${service}&environment=${environment}`,
    );
    return body.items;
  }

  /** The same without those of which only a copy is kept. */
  async resourcesThere(service: string): Promise<any[]> {
    const all = await this.resources(service);
    return all.filter(({ status }) => status !== 'kept');
  }

  /** Paths are below `/api`. */
  as(person: string) {
    const authorization = mockCredentials.user.header(`user:default/${person}`);
    const ask = (method: 'get' | 'post', path: string) =>
      request(this.#backend.server)
        [method](`/api${path}`)
        .set({ authorization });
    return {
      get: (path: string) => ask('get', path),
      post: (path: string, body: object = {}) => ask('post', path).send(body),
    };
  }

  /** Does what the scheduler would do from time to time. */
  async runTask(id: string): Promise<void> {
    await this.#tasks.get(id)!();
  }

  /** What a secret is answered as, to the operator of a cluster. */
  readStored(path: string, token: string) {
    return request(this.#backend.server)
      .get(`/api/score/store/${path}`)
      .set({ authorization: `Bearer ${token}` });
  }

  /** What the Git host would tell the portal, with these headers. */
  tell(path: string, body: string, headers: Record<string, string>) {
    return request(this.#backend.server)
      .post(`/api/score/hooks/${path}`)
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);
  }

  /** The Git host, with the shop's repository. */
  get delivery(): ShopDelivery {
    return this.#delivery;
  }

  /** A plan of the shop, in the name of Ada. */
  plan(environment = 'dev', score?: string): Promise<any> {
    return this.planFor('shop', environment, score);
  }

  async planFor(
    service: string,
    environment = 'dev',
    score?: string,
  ): Promise<any> {
    const { body, status } = await this.as('ada').post('/score/plans', {
      ...{ service, environment, score },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  /** Does what a plan shows, and answers its run once it has ended. */
  async provision(plan: { id: string; digest: string }): Promise<Run> {
    const { body } = await this.as('ada').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    if (!body.id) throw new Error(JSON.stringify(body));
    return this.waitFor(body.id, run => Boolean(run.endedAt));
  }

  waitFor(id: string, isSo: (run: Run) => boolean): Promise<Run> {
    return until(
      `run ${id} is as it should be`,
      async () => (await this.as('ada').get(`/runs/runs/${id}`)).body as Run,
      isSo,
    );
  }

  /** The Score file of the shop, or of another service. */
  writeScore(text: string, service?: string): Promise<void> {
    return this.#delivery.writeScore(text, service);
  }

  /** A service beside the shop: its repository, and its application in dev. */
  async addService(service: string, score: string): Promise<void> {
    await this.#delivery.createRepository(score, service);
    await this.#delivery.createFolder(service, 'dev');
    await this.createApplication('dev', service);
  }

  /**
   * Has a version of the shop run in dev, made from the last commit of its repository, and healthy there.
   *
   * @param options - `recorded: false` leaves out what it was made from.
   */
  async release(
    version: string,
    options: { recorded?: boolean } = {},
  ): Promise<void> {
    await this.#delivery.release(version, options);
    await until(
      `${version} is healthy in dev`,
      async () =>
        (
          await this.as('ada').get(
            '/environment/services/component/default/shop',
          )
        ).body,
      ({ deployments = [] }) =>
        deployments.some(
          (one: any) =>
            one.environment === 'dev' &&
            one.version === version &&
            one.health === 'Healthy' &&
            one.sync === 'Synced',
        ),
    );
  }

  /** What bringing the version of dev to prod would do. */
  async compare(person = 'ada'): Promise<any> {
    const { body } = await this.as(person).get(
      '/environment/compare?service=shop&from=dev&to=prod',
    );
    return body;
  }

  /** Asks for what a comparison shows. */
  async promote(
    { version, digest }: { version: string; digest: string },
    person = 'ada',
  ) {
    return this.as(person).post('/environment/promotions', {
      ...{ service: 'shop', from: 'dev', to: 'prod', version, digest },
    });
  }

  promotion(id: string, isSo: (promotion: any) => boolean): Promise<any> {
    return until(
      `promotion ${id} is as it should be`,
      async () =>
        (await this.as('ada').get(`/environment/promotions/${id}`)).body,
      isSo,
    );
  }

  /** A file of the definitions. */
  define(name: string, text: string): void {
    write(this.#folder, 'resources', { [name]: text });
  }

  /** A file of the GitOps repository; undefined when there is none. */
  file(path: string): Promise<string | undefined> {
    return this.#delivery.file(path);
  }

  /** Messages of the commits of the GitOps repository, newest first. */
  messages(): Promise<string[]> {
    return this.#delivery.messages();
  }

  /** The application of a service in an environment, which follows Git by itself. */
  async createApplication(
    environment = 'dev',
    service = 'shop',
  ): Promise<void> {
    await this.#delivery.createApplication(environment, service);
    await until(
      `the portal knows the application of ${service} in ${environment}`,
      async () =>
        (
          await this.as('ada').get(
            `/score/services/component/default/${service}`,
          )
        ).body,
      ({ environments = [] }) =>
        environments.some(
          (one: any) => one.name === environment && !one.whyNot,
        ),
    );
  }

  createRepository(score: string): Promise<void> {
    return this.#delivery.createRepository(score);
  }
}

/** What the backend wants of its surroundings. */
interface Heard {
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

async function startBackend(
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

function write(
  folder: string,
  name: string,
  files: Record<string, string>,
): void {
  mkdirSync(join(folder, name), { recursive: true });
  Object.entries(files).forEach(([file, text]) =>
    writeFileSync(join(folder, name, file), text),
  );
}
