import { TestDatabases } from '@backstage/backend-test-utils';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const score = (...names: string[]) => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
resources:
${names.map(name => `  ${name}: { type: shelf }\n`).join('')}`;

let platform: ScoreTestPlatform;
/** Has all be looked at anew with the next sweep. */
let age: () => Promise<unknown>;

beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [new ShelfDriver()],
    definitions: { 'shelf.yaml': shelfDefinition() },
    people: { ada: [TEAM] },
  });
  age = () =>
    knex('score.followed_services').update({ looked_at: new Date(0) });
});
afterAll(() => platform?.stop());

const sweep = async () => {
  await age();
  await platform.runTask('sweep-score-files');
};

const asked = async (query = '') =>
  (await platform.as('ada').get(`/score/asked-resources${query}`)).body;

const names = async () =>
  (await asked()).items.map(({ name }: { name: string }) => name);

it('lists what a Score file asks for before any environment has it, where nothing follows from a push', async () => {
  await platform.createRepository(score('books', 'toys'));
  await sweep();
  expect((await asked()).items).toEqual([
    {
      ...{ service: 'component:default/shop', name: 'books' },
      ...{ type: 'shelf', class: 'default' },
      uid: 'shelf.default#shop.books',
    },
    expect.objectContaining({ name: 'toys' }),
  ]);
  const { items, nextCursor } = await asked('?limit=1');
  expect(items).toHaveLength(1);
  const rest = await asked(`?limit=1&cursor=${nextCursor}`);
  expect(rest.items).toMatchObject([{ name: 'toys' }]);
  expect(rest.nextCursor).toBeUndefined();
});

it('keeps what is known while the file is not understood', async () => {
  await platform.writeScore('resources: [nonsense');
  await sweep();
  expect(await names()).toEqual(['books', 'toys']);
});

it('leaves out what an environment has', async () => {
  await platform.createApplication('dev');
  await platform.writeScore(score('books'));
  await platform.provision(await platform.plan());
  await platform.writeScore(score('books', 'toys', 'tools'));
  await sweep();
  expect(await names()).toEqual(['tools', 'toys']);
});

it('forgets what was asked for once the file is gone', async () => {
  const { delivery } = platform;
  const { sha } = await delivery.api('GET', '/contents/score.yaml');
  await delivery.api('DELETE', '/contents/score.yaml', { sha, message: 'Go' });
  await sweep();
  expect(await names()).toEqual([]);
});

it('keeps what is known of a repository that the Git host does not show, and of one that cannot be asked', async () => {
  const { delivery } = platform;
  await platform.writeScore(score('tools'));
  await sweep();
  await delivery.api('DELETE', '');
  await sweep();
  expect(await names()).toEqual(['tools']);
  await delivery.stop();
  await sweep();
  expect(await names()).toEqual(['tools']);
});
