import { TestDatabases } from '@backstage/backend-test-utils';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const approval = { type: 'approval', by: 'owner-leads', fourEyes: true };
const prod = environment('prod', 'production', 'staging', {
  gates: [approval],
});
const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('dev', 'development'),
  environment('staging', 'staging', 'dev'),
  prod,
  environment('ruled', 'staging', 'dev', {
    gates: [{ type: 'rule', policy: 'release' }],
  }),
  environment('auto', 'staging', 'dev', { promotion: { auto: true } }),
];

const PLACES = ['dev', 'staging', 'prod', 'ruled', 'auto'];

let delivery: TestDelivery;
let platform: PromotionTestPlatform;
let knex: Knex;

// One platform for all: each test brings versions of its own.
beforeAll(async () => {
  delivery = await TestDelivery.start();
  delivery.writePolicy('release', [
    { name: 'forward', when: 'rollback', effect: 'deny', message: 'Only on.' },
    { name: 'noted', when: '!rollback', effect: 'allow', message: 'Noted.' },
    {
      ...{ name: 'asked', when: 'version == "9.9.9"', effect: 'deny' },
      message: 'Never.',
    },
  ]);
  for (const name of PLACES) await delivery.createApplication(name);
  knex = await databases.init('POSTGRES_18');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
  for (const name of PLACES) await platform.waitForVersion('1.0.0', name);
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

const toStaging = { service: 'shop', from: 'dev', to: 'staging' };
const toProd = { service: 'shop', from: 'staging', to: 'prod' };

const get = async (path: string) => (await platform.as('ada').get(path)).body;
const hasEnded = (one: Promotion) => Boolean(one.endedAt);

/** A version that is healthy in dev. */
async function build(version: string) {
  await delivery.run(version);
  await platform.waitForVersion(version, 'dev');
}

async function promote(request: object): Promise<Promotion> {
  const { body, status } = await platform
    .as('ada')
    .post('/promotions', request);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.promotion;
}

async function bring(version: string): Promise<Promotion> {
  await build(version);
  const { id } = await promote(toStaging);
  const ended = await platform.waitFor(id, hasEnded);
  expect(ended.status).toBe('succeeded');
  await platform.waitForVersion(version, 'staging');
  return ended;
}

async function rollBack({ id }: Promotion, request: object = {}) {
  const { body } = await platform
    .as('ada')
    .post(`/promotions/${id}/rollback`, { reason: 'Broken', ...request });
  return platform.waitFor(body.promotionId, hasEnded);
}

/** What brings a version to the environment that takes them by itself. */
async function bringing(version: string): Promise<Promotion[]> {
  const { items } = await get('/promotions?environment=auto');
  return items.filter((one: Promotion) => one.version === version);
}

const liftHold = () =>
  platform.as('linus').remove('/services/component/default/shop/holds/auto');

const approve = ({ id, approval: asked }: Promotion, person = 'grace') =>
  platform
    .as(person)
    .post(`/promotions/${id}/approve`, { digest: asked!.digest });

it('goes back two versions, one after the other', async () => {
  const first = await bring('1.1.0');
  const second = await bring('1.2.0');

  const early = await get(`/promotions/${first.id}`);
  expect(early.can.rollback.why).toContain('A newer promotion');
  expect((await rollBack(second)).status).toBe('succeeded');
  await platform.waitForVersion('1.1.0', 'staging');
  expect((await rollBack(first)).status).toBe('succeeded');

  await platform.waitForVersion('1.0.0', 'staging');
});

it('does not let an approved promotion that waits for a gate keep a rollback waiting', async () => {
  await bring('2.0.0');
  const asked = await promote(toProd);
  await approve(asked);
  const delivered = await platform.waitFor(asked.id, hasEnded);
  await platform.waitForVersion('2.0.0', 'prod');
  await bring('2.1.0');
  const next = await promote(toProd);
  const freeze = await platform.as('linus').post('/freezes', {
    environment: 'prod',
    reason: 'Stocktaking',
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await approve(next);
  await platform.waitFor(next.id, ({ status }) => status === 'waiting');

  const back = await rollBack(delivered, { overrideFreeze: true });

  expect(back.status).toBe('succeeded');
  expect((await platform.promotion(next.id)).status).toBe('superseded');
  await platform.waitForVersion('1.0.0', 'prod');
  await platform.as('linus').remove(`/freezes/${freeze.body.id}`);
});

it('refuses a version that is on its way already', async () => {
  await build('2.2.0');
  const click = () =>
    platform
      .as('ada')
      .post('/promotions', toStaging)
      .set('Idempotency-Key', 'double click');
  const [first, second] = await delivery.goDownAtPush(
    '/applications/shop-staging',
    () => Promise.all([click(), click()]),
  );
  const id = first.body.promotionId;
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.promotionId).toBe(id);
  await platform.waitFor(id, ({ commit }) => Boolean(commit));
  const again = await platform.as('grace').post('/promotions', toStaging);
  delivery.comeBack();
  expect([again.status, again.body.error.message]).toEqual([
    409,
    expect.stringContaining(
      `on its way to staging already, by promotion ${id}`,
    ),
  ]);
  expect((await platform.waitFor(id, hasEnded)).status).toBe('succeeded');
  // Whoever looks right after its end sees it.
  const { body } = await platform.as('ada').post('/promotions', toStaging);
  expect(body.error.message).toContain('runs in staging already');
});

it('does not roll back what a policy wants to stay', async () => {
  const { id } = await promote({ ...toStaging, to: 'ruled' });
  expect((await platform.waitFor(id, hasEnded)).status).toBe('succeeded');
  const refused = await platform
    .as('ada')
    .post(`/promotions/${id}/rollback`, { reason: 'Broken' });
  expect([refused.status, refused.body.error.message]).toEqual([
    409,
    expect.stringContaining('Only on. (rule "forward")'),
  ]);
});

it('asks again when a rule of an approval becomes stricter, and counts by the new one', async () => {
  const asked = await promote(toProd);
  prod.spec!.gates = [{ ...approval, count: 2 }];
  await platform.runTasks();

  const late = await approve(asked);
  expect(late.status).toBe(409);
  const again = await platform.promotion(asked.id);
  expect(again.approval).toMatchObject({ digest: asked.approval!.digest });
  expect(again.gates).toContainEqual(
    expect.objectContaining({
      approval: expect.objectContaining({ count: 2 }),
    }),
  );
  await approve(again);
  expect((await platform.promotion(asked.id)).status).toBe('awaiting-approval');
  await approve(again, 'lena');

  expect((await platform.waitFor(asked.id, hasEnded)).status).toBe('succeeded');
});

it('brings nothing by itself where the version before was taken back, until the hold is lifted', async () => {
  await build('3.0.0-broken');
  await platform.runTasks();
  await build('3.0.1');
  await platform.runTasks();
  const [broken] = await bringing('3.0.0-broken');
  const [behind] = await bringing('3.0.1');
  expect((await platform.waitFor(broken.id, hasEnded)).status).toBe(
    'rolled-back',
  );

  const paused = await platform.waitFor(
    behind.id,
    ({ status, waitingFor }) =>
      status === 'waiting' && /until the hold is lifted/.test(waitingFor ?? ''),
  );
  expect(paused.waitingFor).toContain('3.0.0-broken was rolled back');
  await liftHold();

  expect((await platform.waitFor(behind.id, hasEnded)).status).toBe(
    'succeeded',
  );
});

it('brings nothing by itself that a person is bringing', async () => {
  await build('4.0.0');
  await platform.runTasks();
  const [first] = await bringing('4.0.0');
  await rollBack(await platform.waitFor(first.id, hasEnded));
  await build('4.0.1');

  const { id } = await delivery.goDownAtPush('/applications/shop-auto', () =>
    promote({ ...toStaging, to: 'auto' }),
  );
  await platform.waitFor(id, ({ commit }) => Boolean(commit));
  await liftHold();
  await platform.runTasks();
  delivery.comeBack();

  expect((await platform.waitFor(id, hasEnded)).status).toBe('succeeded');
  expect(await bringing('4.0.1')).toHaveLength(1);
});

it('counts the rules that speak about what is begun or refused, and not what pages ask', async () => {
  const hits = async () =>
    Object.fromEntries(
      (await knex('policy_hits')).map(one => [one.rule, one.hits]),
    );
  const { noted = 0 } = await hits();
  await build('9.9.9');
  const request = { ...toStaging, to: 'ruled' };
  await get('/compare?service=shop&from=dev&to=ruled');
  expect(await hits()).not.toHaveProperty('asked');

  const refused = await platform.as('ada').post('/promotions', request);
  expect([refused.status, refused.body.error.message]).toEqual([
    409,
    expect.stringContaining('Never. (rule "asked")'),
  ]);
  expect(await hits()).toMatchObject({ asked: 1, noted: noted + 1 });

  await build('9.9.10');
  const { id } = await promote(request);
  expect(await hits()).toMatchObject({ asked: 1, noted: noted + 2 });
  await platform.waitFor(id, hasEnded);
});
