import { TestDatabases } from '@backstage/backend-test-utils';
import { ScoreWorld, TEAM } from './__testUtils__/ScoreWorld';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const shelf = (outputs = '') => `
name: shelf
title: Shelf
type: shelf
driver: shelf
settings: {}
params:
  properties:
    size: { type: integer }
outputs:
  host: { type: string }
  size: { type: integer }
  password: { type: string, secret: true }
${outputs}`;

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
let world: ScoreWorld;

beforeEach(async () => {
  driver = new ShelfDriver();
  world = await ScoreWorld.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': shelf() },
    people: { ada: [TEAM] },
  });
  await world.createRepository(TWO);
  await world.createApplication();
});
afterEach(() => world?.stop());

const resources = async () => {
  const { body } = await world.as('ada').get('/score/resources?service=shop');
  return body.items;
};

it('goes on with a retry where one of two was provided and the other refused', async () => {
  driver.refuses = 'second';
  const failed = await world.provision(await world.plan());
  expect(failed).toMatchObject({
    status: 'failed',
    outcome: expect.stringContaining('no room for second'),
  });
  expect(await resources()).toMatchObject([
    { name: 'first', status: 'provided' },
    { name: 'second', status: 'failed', message: 'no room for second' },
  ]);
  driver.refuses = undefined;
  await world.as('ada').post(`/runs/runs/${failed.id}/retry`);
  await world.waitFor(failed.id, ({ status }) => status === 'succeeded');
  expect(driver.made).toBe(2);
  expect(await resources()).toMatchObject([
    { name: 'first', status: 'provided' },
    { name: 'second', status: 'provided' },
  ]);
});

it('stops a retry where somebody has changed meanwhile what the run has not come to', async () => {
  expect(await world.provision(await world.plan())).toMatchObject({
    status: 'succeeded',
  });
  await world.writeScore(TWO.replace('size: 2', 'size: 3'));
  driver.refuses = 'first';
  const failed = await world.provision(await world.plan());
  const second = (await resources()).find((one: any) => one.name === 'second');
  driver.shelves.get(second.id)!.size = 9;
  driver.refuses = undefined;
  await world.as('ada').post(`/runs/runs/${failed.id}/retry`);
  const ended = await world.waitFor(
    failed.id,
    ({ status, outcome }) => status === 'failed' && /shown/.test(outcome ?? ''),
  );
  expect(ended.outcome).toContain('not what was shown any more');
  expect(driver.shelves.get(second.id)!.size).toBe(9);
});

it('is planned again when a driver has made something whose answer could not be kept', async () => {
  world.define('shelf.yaml', shelf('  colour: { type: string }\n'));
  expect(await world.provision(await world.plan())).toMatchObject({
    status: 'failed',
    outcome: expect.stringContaining('colour'),
  });
  expect(driver.made).toBe(1);
  world.define('shelf.yaml', shelf());
  const plan = await world.plan();
  expect(plan.resources[0]).toMatchObject({ name: 'first', action: 'update' });
  expect(plan.hasEffect).toBe(true);
});
