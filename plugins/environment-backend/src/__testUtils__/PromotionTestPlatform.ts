import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { clockServiceRef } from '@towpath/backend-kit';
import { AheadClock } from '@towpath/clock/testing';
import { until } from '@towpath/test-kit';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import request from 'supertest';
import plugin from '..';
import type { TestDelivery } from './startDelivery';
import { getUserInfo, TestPolicy } from './TestPolicy';

const group = (name: string, type: string, parent?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type, children: [], ...(parent && { parent }) },
  relations: parent
    ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
    : [],
});

/** Below the limit of a test, so that it tells what it waited for. */

type Method = 'get' | 'post' | 'delete';

interface PlatformOptions {
  knex: Knex;
  delivery: TestDelivery;
  entities: Entity[];
  /** Instead of doors that believe what a test says: tokens are real, and these are configured. */
  externalAccess?: object[];
  /** Under `environment` of the configuration. */
  environment?: object;
}

/** The real plugin over HTTP before real Git, PostgreSQL and the sandbox's Argo CD. */
export class PromotionTestPlatform {
  readonly notifications: NotificationSendOptions[] = [];
  readonly signals: { channel: string; message: any }[] = [];
  readonly auditor = mockServices.auditor.mock();
  /** Of the portal; Argo CD and the Git host have the time of the machine. */
  readonly clock = new AheadClock(Infinity);
  readonly #policy = new TestPolicy();
  readonly #scheduler = mockServices.scheduler.mock();
  readonly #tasks = new Map<string, () => Promise<void>>();
  readonly #options: PlatformOptions;
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  private constructor(options: PlatformOptions) {
    this.#options = options;
  }

  static async start(options: PlatformOptions): Promise<PromotionTestPlatform> {
    const platform = new PromotionTestPlatform(options);
    await platform.#start();
    return platform;
  }

  get server() {
    return this.#backend.server;
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Does now what the schedule does at its turn. */
  async runTasks(): Promise<void> {
    for (const task of this.#tasks.values()) await task();
  }

  as(person: string) {
    const send = (method: Method) => (path: string, body?: object) => {
      const sent = this.ask(method, path, person);
      return body ? sent.send(body) : sent;
    };
    return { get: send('get'), post: send('post'), remove: send('delete') };
  }

  /** Asks as a person, or as nobody. */
  ask(method: Method, path: string, person?: string) {
    return this.askWith(
      method,
      path,
      person
        ? mockCredentials.user.header(`user:default/${person}`)
        : mockCredentials.none.header(),
    );
  }

  askWith(method: Method, path: string, authorization: string) {
    return request(this.#backend.server)
      [method](`/api/environment${path}`)
      .set('authorization', authorization);
  }

  /** Asks through the door of the terminal and of AI clients. */
  invoke(action: string, person: string, input: object) {
    return this.as(person).post(
      `/.backstage/actions/v1/actions/environment:${action}/invoke`,
      input,
    );
  }

  async promotion(id: string, person = 'ada'): Promise<Promotion> {
    const { body } = await this.as(person).get(`/promotions/${id}`);
    return body;
  }

  /** Waits until a promotion is as it should be; fails at once when it has ended otherwise. */
  async waitFor(
    id: string,
    check: (promotion: Promotion) => boolean,
  ): Promise<Promotion> {
    const promotion = await until(
      `promotion ${id} is so: ${check}`,
      () => this.promotion(id),
      seen => check(seen) || Boolean(seen.endedAt),
    );
    if (check(promotion)) return promotion;
    throw new Error(
      `It stays so: ${JSON.stringify({ id, promotion }, null, 1)}`,
    );
  }

  /** Waits until a version is healthy in an environment, or otherwise, as the portal sees it. */
  async waitForVersion(
    version: string,
    environment: string,
    health = 'Healthy',
  ): Promise<void> {
    await until(
      `${version} is ${health} in ${environment}`,
      async () => {
        const { body } = await this.as('ada').get(
          '/services/component/default/shop',
        );
        return body.deployments?.find(
          (one: any) => one.environment === environment,
        );
      },
      there =>
        there?.version === version &&
        there.health === health &&
        there.sync === 'Synced',
    );
  }

  #doors() {
    const { delivery, externalAccess, environment } = this.#options;
    if (!externalAccess) {
      const config = {
        data: {
          ...delivery.config,
          environment: { ...delivery.config.environment, ...environment },
        },
      };
      return [
        mockServices.rootConfig.factory(config),
        ...this.#policy.features,
      ];
    }
    const { backend, ...config } = delivery.config;
    const auth = { externalAccess };
    const data = {
      ...config,
      backend: { ...backend, auth, baseUrl: 'http://localhost' },
      permission: { enabled: true },
    };
    return [
      mockServices.rootConfig.factory({ data }),
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
    ];
  }

  async #start(): Promise<void> {
    const { knex, entities } = this.#options;
    this.#scheduler.scheduleTask.mockImplementation(async task => {
      this.#tasks.set(task.id, async () =>
        task.fn(new AbortController().signal),
      );
    });
    this.auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const all = [
      ...entities,
      group('team-a', 'team'),
      group('team-a-leads', 'leads', 'team-a'),
    ];
    this.#backend = await startTestBackend({
      features: [
        plugin,
        this.#scheduler.factory,
        this.auditor.factory,
        mockServices.database.factory({ knex }),
        ...this.#doors(),
        mockServices.userInfo.mock({ getUserInfo }).factory,
        catalogServiceMock.factory({ entities: all }),
        createServiceFactory({
          service: clockServiceRef,
          deps: {},
          factory: () => this.clock,
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            publish: async ({ channel, message }) =>
              void this.signals.push({ channel, message }),
          }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async sent => void this.notifications.push(sent),
          }),
        }),
      ],
    });
    await this.runTasks();
  }
}
