import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { until } from '@towpath/test-kit';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const imports = createMockDirectory();

const shelf = (outputs?: string) => shelfDefinition({ outputs });

/** Two shelves, of which the second needs the first. */
const TWO = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      FIRST: \${resources.first.host}
      SECOND: \${resources.second.password}
resources:
  first:
    type: shelf
    params: { size: 2 }
  second:
    type: shelf
    params:
      size: \${resources.first.size}
`;

let driver: ShelfDriver;
let platform: ScoreTestPlatform;

beforeEach(async () => {
  driver = new ShelfDriver();
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': shelf() },
    score: { provisions: { mostPerTarget: 2 }, imports: [imports.path] },
    people: { ada: [TEAM] },
  });
  await platform.createRepository(TWO);
  await platform.createApplication();
});
afterEach(() => platform?.stop());

const resources = async () => {
  const { body } = await platform
    .as('ada')
    .get('/score/resources?service=shop');
  return body.items;
};

it('goes on with a retry where one of two was provided and the other refused', async () => {
  driver.refuses = 'second';
  const failed = await platform.provision(await platform.plan());
  expect(failed).toMatchObject({
    status: 'failed',
    outcome: expect.stringContaining('no room for second'),
  });
  expect(await resources()).toMatchObject([
    { name: 'first', status: 'provided' },
    { name: 'second', status: 'failed', message: 'no room for second' },
  ]);
  driver.refuses = undefined;
  await platform.as('ada').post(`/runs/runs/${failed.id}/retry`);
  await platform.waitFor(failed.id, ({ status }) => status === 'succeeded');
  expect(driver.made).toBe(2);
  expect(await resources()).toMatchObject([
    { name: 'first', status: 'provided' },
    { name: 'second', status: 'provided' },
  ]);
});

it('stops a retry where somebody has changed meanwhile what the run has not come to', async () => {
  expect(await platform.provision(await platform.plan())).toMatchObject({
    status: 'succeeded',
  });
  await platform.writeScore(TWO.replace('size: 2', 'size: 3'));
  driver.refuses = 'first';
  const failed = await platform.provision(await platform.plan());
  const second = (await resources()).find((one: any) => one.name === 'second');
  driver.shelves.get(second.id)!.size = 9;
  driver.refuses = undefined;
  await platform.as('ada').post(`/runs/runs/${failed.id}/retry`);
  const ended = await platform.waitFor(
    failed.id,
    ({ status, outcome }) => status === 'failed' && /shown/.test(outcome ?? ''),
  );
  expect(ended.outcome).toContain('not what was shown any more');
  expect(driver.shelves.get(second.id)!.size).toBe(9);
});

it('is planned again when a driver has made something whose answer could not be kept', async () => {
  platform.define('shelf.yaml', shelf('  colour: { type: string }\n'));
  expect(await platform.provision(await platform.plan())).toMatchObject({
    status: 'failed',
    outcome: expect.stringContaining('colour'),
  });
  expect(driver.made).toBe(1);
  platform.define('shelf.yaml', shelf());
  const plan = await platform.plan();
  expect(plan.resources[0]).toMatchObject({ name: 'first', action: 'update' });
  expect(plan.hasEffect).toBe(true);
});

it('makes nothing in place of what was to be taken over, where the entry goes before it is', async () => {
  const entry = path.join(imports.path, 'first.yaml');
  const outputs = { host: 'shelf', size: 2 };
  driver.imports = {
    check: () => [],
    nameOf: () => 'shelf in the cellar',
    plan: async () => ({ changes: [], outputs }),
    take: () => Promise.reject(new ConflictError('the cellar is locked')),
  };
  writeFileSync(
    entry,
    `{ service: component:default/shop, environment: dev, resource: first, driver: shelf, what: { in: cellar } }`,
  );
  const plan = await platform.plan();
  expect(plan.resources[0]).toMatchObject({ action: 'import' });
  const failed = await platform.provision(plan);
  expect(failed.outcome).toContain('the cellar is locked');
  rmSync(entry);
  await until(
    'the entry is not there any more',
    async () => (await platform.as('ada').get('/score/imports')).body.items,
    items => items.length === 0,
  );
  await platform.as('ada').post(`/runs/runs/${failed.id}/retry`);
  await platform.waitFor(
    failed.id,
    ({ status, outcome }) =>
      status === 'failed' && /Plan again/.test(outcome ?? ''),
  );
  expect(driver.made).toBe(0);
});

it('lets nobody begin provisionings without end, however they are asked for', async () => {
  driver.failure = new ServiceUnavailableError('The shelves are away');
  const plan = await platform.plan();
  const ask = () =>
    platform
      .as('ada')
      .post('/score/provisions', { plan: plan.id, digest: plan.digest });
  const answers = await Promise.all([ask(), ask(), ask(), ask()]);
  const begun = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([begun.length, refused.length]).toEqual([2, 2]);
  expect(refused[0].body.error.message).toBe(
    '2 of component:default/shop in dev have not ended, which are the most of one kind (mostPerTarget): cancel one, or wait until one ends',
  );
  await platform.as('ada').post(`/runs/runs/${begun[0].body.id}/cancel`);
  await platform.waitFor(begun[0].body.id, ({ endedAt }) => Boolean(endedAt));
  expect((await ask()).status).toBe(201);
});
