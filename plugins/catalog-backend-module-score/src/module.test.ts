import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { AskedResource, Resource } from '@towpath/plugin-score-common';
import { scoreServiceRef } from '@towpath/plugin-score-node';
import { until } from '@towpath/test-kit';
import scoreModule from '.';

const resource = (more: Partial<Resource> = {}): Resource => ({
  id: 'r-1',
  service: 'component:default/shop',
  environment: 'dev',
  owner: 'group:default/before',
  uid: 'postgres.default#shop.db',
  type: 'postgres',
  class: 'default',
  name: 'db',
  definition: 'postgres',
  driver: 'postgres',
  status: 'provided',
  outputs: {},
  secrets: [],
  abilities: [],
  updatedAt: '2026-11-01T00:00:00Z',
  ...more,
});

const SHOP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    annotations: {
      'backstage.io/managed-by-location': 'url:http://git/shop',
      'backstage.io/managed-by-origin-location': 'url:http://git/shop',
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'team-a',
    system: 'sales',
  },
};

/** What Score answers: resources, or why it does not. */
let answer: () => { items: Resource[]; total: number };
/** What it answers about what is asked for and nobody has. */
let asked: () => AskedResource[] = () => [];
let refresh: () => Promise<void>;
let catalog: string;
let others: EntityProviderConnection;
let stop: () => Promise<void>;

const listed = (...items: Resource[]) => {
  answer = () => ({ items, total: items.length });
};

const addOthers = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'others',
  register({ registerInit }) {
    registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'others',
          connect: async connection => {
            others = connection;
          },
        });
      },
    });
  },
});

beforeAll(async () => {
  const scheduler = mockServices.scheduler.mock();
  scheduler.createScheduledTaskRunner.mockReturnValue({
    run: async task => {
      refresh = async () => task.fn(new AbortController().signal);
    },
  });
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      scoreModule,
      addOthers,
      scheduler.factory,
      createServiceFactory({
        service: scoreServiceRef,
        deps: {},
        factory: () => ({
          as: () =>
            ({
              listResources: async () => answer(),
              listAskedResources: async () => ({ items: asked() }),
            } as any),
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal' },
          catalog: { rules: [{ allow: ['Component', 'Resource'] }] },
        },
      }),
    ],
  });
  catalog = `http://localhost:${backend.server.port()}/api/catalog`;
  stop = () => backend.stop();
  await add(SHOP);
});
afterAll(() => stop?.());

async function add(...entities: Entity[]) {
  await others.applyMutation({
    type: 'delta',
    added: entities.map(entity => ({ entity, locationKey: 'others' })),
    removed: [],
  });
}

async function find(ref: string): Promise<Entity | undefined> {
  const response = await fetch(`${catalog}/entities/by-name/${ref}`);
  return response.ok ? response.json() : undefined;
}

const becomes = (
  what: string,
  ref: string,
  isSo: (entity?: Entity) => boolean,
) =>
  until(
    what,
    async () => {
      await refresh();
      return find(ref);
    },
    isSo,
  );

it('lists a resource with the owner and the system of its service, which depends on it', async () => {
  listed(resource());
  const entity = await becomes(
    'the resource is listed',
    'resource/default/shop-dev-db',
    one => one?.spec?.system === 'sales',
  );
  expect(entity?.spec).toMatchObject({
    type: 'postgres',
    owner: 'group:default/team-a',
  });
  const shop = await becomes(
    'its service depends on it',
    'component/default/shop',
    one => Boolean(one?.relations?.some(({ type }) => type === 'dependsOn')),
  );
  expect(shop?.relations).toContainEqual(
    expect.objectContaining({
      type: 'dependsOn',
      targetRef: 'resource:default/shop-dev-db',
    }),
  );
});

it.each<[string, () => { items: Resource[]; total: number }]>([
  [
    'Score does not answer',
    () => {
      throw new Error('away');
    },
  ],
  ['some changed while they were listed', () => ({ items: [], total: 1 })],
])('forgets nothing because %s', async (_when, failing) => {
  answer = failing;
  await refresh();
  listed(resource(), resource({ id: 'r-2', name: 'cache' }));
  await becomes(
    'another is listed',
    'resource/default/shop-dev-cache',
    one => one !== undefined,
  );
  expect(await find('resource/default/shop-dev-db')).toBeDefined();
});

it('leaves a name to who has it already', async () => {
  await add({
    ...SHOP,
    kind: 'Resource',
    metadata: { ...SHOP.metadata, name: 'shop-dev-queue' },
    spec: { type: 'queue', owner: 'team-b' },
  });
  await until(
    'theirs is listed',
    () => find('resource/default/shop-dev-queue'),
    one => one !== undefined,
  );
  listed(
    resource(),
    resource({ id: 'r-3', name: 'queue' }),
    resource({ id: 'r-4', name: 'bucket' }),
  );
  await becomes(
    'what comes with it is listed',
    'resource/default/shop-dev-bucket',
    one => one !== undefined,
  );
  expect((await find('resource/default/shop-dev-queue'))?.spec?.owner).toBe(
    'team-b',
  );
});

it('takes away what is there no more, and what is only kept as a copy', async () => {
  listed(resource({ status: 'kept' }));
  await becomes(
    'it is gone',
    'resource/default/shop-dev-db',
    one => one === undefined,
  );
  expect(await find('resource/default/shop-dev-db')).toBeUndefined();
});

describe('what a Score file asks for and no environment has', () => {
  const queue: AskedResource = {
    ...{ service: 'component:default/shop', uid: 'amqp.default#shop.jobs' },
    ...{ type: 'amqp', class: 'default', name: 'jobs' },
  };
  const jobs = () => find('resource/default/shop-jobs');
  afterAll(() => {
    asked = () => [];
  });

  it('is what its service depends on already, and says so of itself', async () => {
    listed();
    asked = () => [queue, { ...queue, service: 'component:default/gone' }];
    const entity = await becomes(
      'it is listed',
      'resource/default/shop-jobs',
      one => one?.spec?.system === 'sales',
    );
    expect(entity?.metadata.tags).toEqual(['not-provided']);
    expect(entity?.relations).toContainEqual(
      expect.objectContaining({
        type: 'dependencyOf',
        targetRef: 'component:default/shop',
      }),
    );
    expect(await find('resource/default/gone-jobs')).toBeUndefined();
  });

  it('stays while it cannot be asked for', async () => {
    asked = () => {
      throw new Error('away');
    };
    await refresh();
    listed(resource());
    await refresh();
    expect(await jobs()).toBeDefined();
  });

  it('gives way to what is provided', async () => {
    asked = () => [];
    listed(resource({ name: 'jobs' }));
    await becomes(
      'what is provided is listed',
      'resource/default/shop-dev-jobs',
      one => one !== undefined,
    );
    await until('the other is gone', jobs, one => one === undefined);
    expect(await jobs()).toBeUndefined();
  });
});
