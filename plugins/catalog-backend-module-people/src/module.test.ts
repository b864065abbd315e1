import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { Caller } from '@towpath/backend-kit';
import { peopleServiceRef, type PeopleService } from '@towpath/people';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import peopleModule from '.';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const auditor = mockServices.auditor.mock();
const caller: Caller = {
  credentials: {} as Caller['credentials'],
  by: 'user:default/grace',
};

let knex: Knex;
let people: PeopleService;
let others: EntityProviderConnection;
let catalog: string;
let stop: () => Promise<void>;

const lookInside = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'others',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        door: peopleServiceRef,
        lifecycle: coreServices.rootLifecycle,
      },
      async init({ processing, door, lifecycle }) {
        processing.addEntityProvider({
          getProviderName: () => 'others',
          connect: async connection => {
            others = connection;
          },
        });
        lifecycle.addStartupHook(() => {
          people = door.get();
        });
      },
    });
  },
});

async function start(): Promise<void> {
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      peopleModule,
      lookInside,
      auditor.factory,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      mockServices.rootConfig.factory({
        data: { catalog: { rules: [{ allow: ['User', 'Group'] }] } },
      }),
    ],
  });
  catalog = `http://localhost:${backend.server.port()}/api/catalog`;
  stop = () => backend.stop();
}

const from = (source: string) => ({
  annotations: {
    'backstage.io/managed-by-location': source,
    'backstage.io/managed-by-origin-location': source,
  },
});

const group = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, ...from('file:/groups.yaml') },
  spec: { type: 'team', children: [] },
});

const ADA: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', ...from('file:/users.yaml') },
  spec: {
    profile: { displayName: 'Ada Okafor', email: 'ada@myorg.example' },
    memberOf: [],
  },
};

const zoe = (more: object = {}) => ({
  name: 'zoe',
  displayName: 'Zoe Adeyemi',
  email: 'zoe@myorg.example',
  teams: ['team-finance'],
  ...more,
});

async function find(ref: string): Promise<Entity | undefined> {
  const response = await fetch(`${catalog}/entities/by-name/${ref}`);
  return response.ok ? response.json() : undefined;
}

const becomes = (
  what: string,
  ref: string,
  isSo: (entity?: Entity) => boolean,
) => until(what, () => find(ref), isSo);

const groupsOf = (entity?: Entity) =>
  (entity?.relations ?? [])
    .filter(({ type }) => type === 'memberOf')
    .map(({ targetRef }) => targetRef);

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  await start();
  await others.applyMutation({
    type: 'full',
    entities: [ADA, group('team-finance'), group('team-identity')].map(
      entity => ({ entity, locationKey: 'others' }),
    ),
  });
  for (const ref of ['user/default/ada', 'group/default/team-identity']) {
    await becomes(`${ref} is there`, ref, Boolean);
  }
});
afterAll(() => stop?.());
beforeEach(() => auditor.createEvent.mockClear());

it('has somebody in the catalog with team and who made them, also after a restart', async () => {
  const { person, isNew } = await people.createUser(zoe(), caller);
  expect(isNew).toBe(true);
  expect(person.ref).toBe('user:default/zoe');
  const entity = await becomes(
    'zoe is in her team',
    'user/default/zoe',
    one => groupsOf(one).length > 0,
  );
  expect(entity?.spec?.profile).toEqual({
    displayName: 'Zoe Adeyemi',
    email: 'zoe@myorg.example',
  });
  expect(groupsOf(entity)).toEqual(['group:default/team-finance']);
  expect(entity?.metadata.annotations).toMatchObject({
    'towpath.dev/created-by': 'user:default/grace',
    'towpath.dev/created-at': person.createdAt,
  });

  await stop();
  await start();
  expect((await find('user/default/zoe'))?.metadata.title).toBe('Zoe Adeyemi');
  expect((await people.createUser(zoe(), caller)).isNew).toBe(false);
});

it.each([
  ['a name from another source', { name: 'ada' }, /file:\/users\.yaml/],
  ['an address of another source', { email: 'ADA@myorg.example' }, /ada/],
  ['a name the platform gave', { email: 'z2@myorg.example' }, /zoe/],
  ['an address the platform knows', { name: 'zoe2' }, /zoe@myorg/],
])('refuses %s', async (_what, more, words) => {
  const made = people.createUser(zoe(more), caller);
  await expect(made).rejects.toThrow(words);
  await expect(made).rejects.toMatchObject({ name: 'ConflictError' });
});

it('leaves the person of another source as they are', async () => {
  await expect(people.removeUser('ada', caller)).rejects.toMatchObject({
    name: 'NotAllowedError',
  });
  await expect(
    people.changeTeams('ada', ['team-finance'], caller),
  ).rejects.toMatchObject({ name: 'NotFoundError' });
  expect((await find('user/default/ada'))?.spec).toEqual(ADA.spec);
});

it('does not shadow somebody who came in while it looked', async () => {
  const mei = {
    ...ADA,
    metadata: { name: 'mei', ...from('file:/users.yaml') },
    spec: { ...ADA.spec, profile: { displayName: 'Mei of the files' } },
  };
  await others.applyMutation({
    type: 'delta',
    added: [{ entity: mei, locationKey: 'others' }],
    removed: [],
  });
  await becomes('mei is there', 'user/default/mei', Boolean);
  // As if the catalog had been asked a moment before.
  await knex('platform_people').insert({
    ...{ name: 'mei', display_name: 'Mei of the platform' },
    ...{ email: 'mei@myorg.example', teams: '[]', created_by: 'x' },
    created_at: new Date(),
  });
  await people.changeTeams('mei', ['team-identity'], caller);
  const kept = knex('refresh_state').where({ entity_ref: 'user:default/mei' });
  expect(await kept.pluck('location_key')).toEqual(['others']);
  expect((await find('user/default/mei'))?.spec).toEqual(mei.spec);
  await people.removeUser('mei', caller);
  expect(await find('user/default/mei')).toBeDefined();
});

it.each([
  [{ name: '../x' }, /name/],
  [{ email: 'zoe@x.dev>\r\nRCPT TO:<evil@x.dev' }, /email/],
  [{ email: 'a@x.dev, b@x.dev' }, /email/],
  [{ email: 'zoe@-x.dev' }, /email/],
  [{ displayName: ' ' }, /displayName/],
  [{ teams: ['team-nobody'] }, /team-nobody/],
  [{ teams: ['user:default/ada'] }, /no group/],
])('refuses what is none: %j', async (more, words) => {
  const made = people.createUser(zoe({ name: 'yan', ...more }), caller);
  await expect(made).rejects.toThrow(words);
  await expect(made).rejects.toMatchObject({ name: 'InputError' });
});

it('makes one of many who are asked for at the same time', async () => {
  const yan = zoe({ name: 'yan', email: 'yan@myorg.example' });
  const made = await Promise.all(
    [1, 2, 3, 4].map(() => people.createUser(yan, caller)),
  );
  expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
});

it('changes teams, and takes out who may be gone already, each in the audit log', async () => {
  await people.changeTeams('zoe', ['group:default/team-identity'], caller);
  await becomes('zoe changed teams', 'user/default/zoe', one =>
    groupsOf(one).includes('group:default/team-identity'),
  );
  await people.removeUser('zoe', caller);
  await becomes('zoe is gone', 'user/default/zoe', one => one === undefined);
  await people.removeUser('zoe', caller);
  const events = auditor.createEvent.mock.calls
    .map(([event]) => event)
    .filter(({ eventId }) => eventId.startsWith('person-'));
  expect(events.map(({ eventId }) => eventId)).toEqual([
    ...['person-teams', 'person-remove', 'person-remove'],
  ]);
  expect(events[0].meta).toEqual({
    person: 'user:default/zoe',
    teams: ['group:default/team-identity'],
    by: 'user:default/grace',
  });
});
