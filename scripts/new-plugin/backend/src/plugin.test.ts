import { TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import runsPlugin from '@towpath/plugin-runs-backend';
import { RunsBackend } from '@towpath/runs/testUtils';
import __CAMEL__Plugin from '.';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const TEAM = 'group:default/team-a';
const SHOP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: TEAM }],
};

const catalog = catalogServiceMock.factory({ entities: [SHOP] });
let backend: RunsBackend;

beforeAll(async () => {
  backend = await RunsBackend.start({
    knex: await databases.init('POSTGRES_18'),
    people: { ada: [TEAM], bob: [] },
    features: [__CAMEL__Plugin, runsPlugin, catalog],
  });
});
afterAll(() => backend?.stop());

const begin = (person: string, entity: string) =>
  backend.as(person).post('/__ID__/runs', { entity, reason: 'The sale' });

it('waits for who owns the entity, and then says what is to be mended', async () => {
  const { body, status } = await begin('bob', 'component:default/shop');
  expect(status).toBe(201);
  const asked = await backend.waitFor(body.id, run => Boolean(run), 'ada');
  expect(asked.status).toBe('awaiting-approval');
  const { digest } = asked.approval;
  const approve = (person: string) =>
    backend.as(person).post(`/runs/runs/${body.id}/approve`, { digest });

  expect((await approve('bob')).status).toBe(403);
  expect((await approve('ada')).status).toBe(200);

  const ended = await backend.waitFor(body.id, run => !!run.endedAt, 'ada');
  expect(ended).toMatchObject({
    status: 'succeeded',
    details: { findings: ['It has no description'] },
  });
});

it('begins nothing for what the catalog does not know, nor for who may not', async () => {
  expect((await begin('ada', 'component:default/nope')).status).toBe(404);
  expect((await begin('mallory', 'component:default/shop')).status).toBe(403);
});
