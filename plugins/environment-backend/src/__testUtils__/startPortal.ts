import {
  createServiceFactory,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { clockServiceRef } from '@towpath/backend-kit';
import { AheadClock } from '@towpath/clock/testing';
import { until as becomes } from '@towpath/test-kit';
import type { Service } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import request from 'supertest';
import plugin from '..';

export interface PortalOptions {
  knex: Knex;
  /** May be changed while it runs; see {@link TestPortal.readCatalog}. */
  entities: Entity[];
  /** Entries of `argocd.instances`. */
  instances: object[];
  /** What the policy answers; everything is allowed by default. */
  permissions?: ServiceFactory;
  features?: ServiceFactory[];
}

/** The real plugin over HTTP, with a catalog and a clock that the test holds. */
export class TestPortal {
  readonly clock = new AheadClock();
  readonly signals: { channel: string; message: any }[] = [];
  readonly logger = mockServices.logger.mock();
  readonly #scheduler = mockServices.scheduler.mock();
  #readTask?: () => Promise<void>;
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  static async start(options: PortalOptions): Promise<TestPortal> {
    const portal = new TestPortal();
    await portal.#start(options);
    return portal;
  }

  get server() {
    return this.#backend.server;
  }

  get(path: string, credentials = mockCredentials.user.header()) {
    return request(this.server)
      .get(`/api/environment${path}`)
      .set('authorization', credentials);
  }

  /** Reads the catalog now, as the schedule does at its turn. */
  async readCatalog(): Promise<void> {
    await this.#readTask!();
  }

  async service(name: string): Promise<Service> {
    const { body } = await this.get(`/services/component/default/${name}`);
    return body;
  }

  async deployment(service: string, environment: string) {
    const { deployments } = await this.service(service);
    return deployments?.find(each => each.environment === environment);
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  async #start(options: PortalOptions): Promise<void> {
    const { knex, instances, features = [] } = options;
    const { entities } = options;
    this.logger.child.mockReturnValue(this.logger);
    this.#scheduler.scheduleTask.mockImplementation(async task => {
      if (task.id !== 'read-catalog') return;
      this.#readTask = async () => task.fn(new AbortController().signal);
    });
    this.#backend = await startTestBackend({
      features: [
        plugin,
        this.logger.factory,
        this.#scheduler.factory,
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({ data: { argocd: { instances } } }),
        options.permissions ??
          mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
        catalogServiceMock.mock({
          async *streamEntities(query, asker) {
            yield* catalogServiceMock({ entities }).streamEntities(
              query,
              asker,
            );
          },
        }).factory,
        createServiceFactory({
          service: clockServiceRef,
          deps: {},
          factory: () => this.clock,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: async () => {} }),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            publish: async ({ channel, message }) =>
              void this.signals.push({ channel, message }),
          }),
        }),
        ...features,
      ],
    });
    await this.readCatalog();
  }
}

/** Resolves with the first answer that is not undefined or false; in vain, it says what was asked. */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  return (await becomes(`this answers: ${ask}`, ask)) as T;
}
