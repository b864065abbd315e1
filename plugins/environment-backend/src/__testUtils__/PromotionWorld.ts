import {
  createServiceFactory,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { systemClock } from '@towpath/argocd';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import request from 'supertest';
import plugin from '..';
import type { TestDelivery } from './startDelivery';

/** Ada and Hana are of the team that owns the shop, Grace and Lena lead it, Kwame is of another. */
const GROUPS: Record<string, string[]> = {
  ada: ['group:default/team-a'],
  hana: ['group:default/team-a'],
  grace: ['group:default/team-a', 'group:default/team-a-leads'],
  lena: ['group:default/team-a', 'group:default/team-a-leads'],
  linus: ['group:default/platform-team'],
  kwame: ['group:default/team-b'],
};
const OWNERS = ['group:default/team-a', 'group:default/platform-team'];

const group = (name: string, type: string, parent?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type, children: [], ...(parent && { parent }) },
  relations: parent
    ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
    : [],
});

interface WorldOptions {
  knex: Knex;
  delivery: TestDelivery;
  entities: Entity[];
}

/** The real plugin over HTTP before real Git, PostgreSQL and the sandbox's Argo CD. */
export class PromotionWorld {
  readonly notifications: NotificationSendOptions[] = [];
  readonly signals: { channel: string; message: any }[] = [];
  readonly auditor = mockServices.auditor.mock();
  readonly #scheduler = mockServices.scheduler.mock();
  readonly #tasks = new Map<string, () => Promise<void>>();
  readonly #options: WorldOptions;
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  private constructor(options: WorldOptions) {
    this.#options = options;
  }

  static async start(options: WorldOptions): Promise<PromotionWorld> {
    const world = new PromotionWorld(options);
    await world.start();
    return world;
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Does now what the schedule does at its turn. */
  async runTasks(): Promise<void> {
    for (const task of this.#tasks.values()) await task();
  }

  as(person: string) {
    const authorization = mockCredentials.user.header(`user:default/${person}`);
    const send =
      (method: 'get' | 'post' | 'delete') => (path: string, body?: object) => {
        const sent = request(this.#backend.server)
          [method](`/api/environment${path}`)
          .set('authorization', authorization);
        return body ? sent.send(body) : sent;
      };
    return { get: send('get'), post: send('post'), remove: send('delete') };
  }

  anonymous(path: string) {
    return request(this.#backend.server)
      .post(`/api/environment${path}`)
      .set('authorization', mockCredentials.none.header())
      .send({});
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
    for (;;) {
      const promotion = await this.promotion(id);
      if (check(promotion)) return promotion;
      if (promotion.endedAt) {
        throw new Error(`It has ended: ${JSON.stringify(promotion, null, 1)}`);
      }
      await systemClock.sleep(100);
    }
  }

  /** Waits until a version is healthy in an environment, as the portal sees it. */
  async waitForVersion(version: string, environment: string): Promise<void> {
    for (;;) {
      const { body } = await this.as('ada').get(
        '/services/component/default/shop',
      );
      const there = body.deployments?.find(
        (one: any) => one.environment === environment,
      );
      const isThere =
        there?.version === version &&
        there.health === 'Healthy' &&
        there.sync === 'Synced';
      if (isThere) return;
      await systemClock.sleep(100);
    }
  }

  private async start(): Promise<void> {
    const { knex, delivery, entities } = this.#options;
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
        mockServices.rootConfig.factory({ data: delivery.config }),
        mockServices.userInfo.mock({ getUserInfo }).factory,
        mockServices.permissions.mock({ authorize }).factory,
        catalogServiceMock.factory({ entities: all }),
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

const userOf = (credentials: BackstageCredentials) =>
  (credentials.principal as BackstageUserPrincipal).userEntityRef;

async function getUserInfo(credentials: BackstageCredentials) {
  const userEntityRef = userOf(credentials);
  const groups = GROUPS[userEntityRef.split('/')[1]] ?? [];
  return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
}

/** As the portal's own policy: owners act, everybody reads and may approve. */
async function authorize(
  requests: { permission: { name: string } }[],
  { credentials }: { credentials: BackstageCredentials },
) {
  const { ownershipEntityRefs } = await getUserInfo(credentials);
  const owns = ownershipEntityRefs.some(ref => OWNERS.includes(ref));
  return requests.map(({ permission: { name } }) => ({
    result:
      owns || /\.(read|approve)$/.test(name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
  })) as { result: AuthorizeResult.ALLOW | AuthorizeResult.DENY }[];
}
