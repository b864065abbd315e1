import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { QueryCounter } from './__testUtils__/QueryCounter';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const TARGETS = ['staging', 'prod', 'reviewed', 'tuned', 'auto'];
const gates = [{ type: 'approval', by: 'owner-leads', fourEyes: true }];
const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('dev', 'development'),
  ...TARGETS.map(name => environment(name, 'staging', 'dev', { gates })),
];

// What a promotion is about: a service, two environments, and what runs in each.
const FACTS = /^\s*select.*\b(services|environments|deployments)\b/is;

let knex: Knex;
let delivery: TestDelivery;
let platform: PromotionTestPlatform;
let queries: QueryCounter;

// Five promotions that wait for an approval, so that nobody works on them meanwhile.
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  for (const name of ['dev', ...TARGETS])
    await delivery.createApplication(name);
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
  for (const name of ['dev', ...TARGETS])
    await platform.waitForVersion('1.0.0', name);
  await delivery.run('1.1.0');
  await platform.waitForVersion('1.1.0', 'dev');
  queries = new QueryCounter(knex, platform.server);
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

/** The statements of a request, which has to be answered well. */
async function ask(method: 'get' | 'post', path: string, body?: object) {
  const { status } = await platform.as('ada')[method](path, body);
  expect(status).toBe(method === 'get' ? 200 : 201);
  return queries.last;
}

it('reads the five rows that a promotion is about once, however many decide over it', async () => {
  for (const to of TARGETS) {
    const asked = await ask('post', '/promotions', {
      service: 'shop',
      from: 'dev',
      to,
    });
    expectAtMost(
      6,
      asked.filter(sql => FACTS.test(sql)),
    );
  }
});

it('compares two environments by the same five rows', async () => {
  const asked = await ask('get', '/compare?service=shop&from=dev&to=prod');
  expectAtMost(
    6,
    asked.filter(sql => FACTS.test(sql)),
  );
});

it('lists five promotions with what a person may do with each, without a look for each', async () => {
  expectAtMost(6, await ask('get', '/promotions?limit=5'));
});

it('shows a promotion without reading anything twice', async () => {
  const { body } = await platform.as('ada').get('/promotions?limit=1');
  expectAtMost(6, await ask('get', `/promotions/${body.items[0].id}`));
});

it('lists services without reading the environments once for each thing that is said of them', async () => {
  expectAtMost(9, await ask('get', '/services?limit=5'));
});

/** A failure shows what was asked. */
function expectAtMost(most: number, asked: string[]) {
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length > most ? asked : []).toEqual([]);
}
