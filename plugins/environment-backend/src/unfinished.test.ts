import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const PLACES = ['one', 'two', 'three', 'four', 'five', 'six'];

const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('dev', 'development'),
  ...PLACES.map(name =>
    environment(name, 'staging', 'dev', {
      gates: [{ type: 'approval', by: 'owner-leads', fourEyes: true }],
    }),
  ),
];

let knex: Knex;
let delivery: TestDelivery;
let worlds: PromotionTestPlatform[];

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start(PLACES);
  for (const name of ['dev', ...PLACES]) await delivery.createApplication(name);
  const start = () =>
    PromotionTestPlatform.start({
      knex,
      delivery,
      entities: ENTITIES,
      environment: { promotions: { mostPerPerson: 3, mostInAll: 4 } },
    });
  worlds = [await start(), await start()];
  for (const name of ['dev', ...PLACES]) {
    await worlds[0].waitForVersion('1.0.0', name);
  }
  await delivery.run('1.1.0');
  await worlds[0].waitForVersion('1.1.0', 'dev');
});

afterAll(async () => {
  for (const platform of worlds ?? []) await platform.stop();
  await delivery?.stop();
});

const ask = (platform: PromotionTestPlatform, to: string, person: string) =>
  platform
    .as(person)
    .post('/promotions', { service: 'shop', from: 'dev', to, reason: 'x' });

const alive = async () => {
  const [{ count }] = await knex('workflow_runs').whereNull('ended_at').count();
  return Number(count);
};

it('lets nobody begin promotions without end, at two portals at once either', async () => {
  const answers = await Promise.all(
    PLACES.map((to, i) => ask(worlds[i % 2], to, 'ada')),
  );
  const begun = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([begun.length, refused.length]).toEqual([3, 3]);
  expect(refused[0].body.error.message).toBe(
    'You have 3 promotions that have not ended, which are the most (mostPerPerson): cancel one, or wait until one ends',
  );
  expect(await alive()).toBe(3);

  const free = PLACES.filter((_, i) => answers[i].status === 409);
  const others = await Promise.all(
    free.map((to, i) => ask(worlds[i % 2], to, 'hana')),
  );
  expect(others.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(others.find(({ status }) => status === 409)!.body.error.message).toBe(
    '4 promotions have not ended, which are the most in all (mostInAll): wait until one ends',
  );

  // What takes the place of an older one is not one more, and what has ended leaves room.
  const again = PLACES[answers.findIndex(({ status }) => status === 201)];
  expect((await ask(worlds[1], again, 'ada')).status).toBe(201);
  expect(await alive()).toBe(4);
  const hers = others.find(({ status }) => status === 201)!.body.promotionId;
  const back = await worlds[0]
    .as('hana')
    .post(`/promotions/${hers}/cancel`, {});
  expect(back.status).toBe(200);
  const room = PLACES[PLACES.indexOf(again)];
  expect((await ask(worlds[0], room, 'hana')).status).toBe(201);
});
