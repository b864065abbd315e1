import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const toStaging = { service: 'shop', from: 'dev', to: 'staging' };

let knex: Knex;
let delivery: TestDelivery;
let platform: PromotionTestPlatform;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  for (const name of ['dev', 'staging']) {
    await delivery.createApplication(name);
  }
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('dev', 'development'),
      environment('staging', 'staging', 'dev'),
      environment('other', 'staging', 'dev'),
    ],
  });
  for (const name of ['dev', 'staging']) {
    await platform.waitForVersion('1.0.0', name);
  }
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

/** A version that is healthy in dev. */
async function build(version: string) {
  await delivery.run(version);
  await platform.waitForVersion(version, 'dev');
}

it('refuses a key that comes again with another request, through every door, and keeps it to the person', async () => {
  await build('1.1.0');
  const ask = (body: object, person = 'ada') =>
    platform
      .as(person)
      .post('/promotions', body)
      .set('Idempotency-Key', 'used once');
  const first = await ask({ ...toStaging, reason: 'Prices' });
  const id = first.body.promotionId;
  expect(first.status).toBe(201);

  const same = await ask({
    reason: 'Prices',
    to: 'staging',
    from: 'dev',
    service: 'shop',
  });
  expect(same.body.promotionId).toBe(id);
  for (const other of [
    { ...toStaging, reason: 'Other prices' },
    { ...toStaging, reason: 'Prices', version: '1.0.0' },
    { ...toStaging, reason: 'Prices', to: 'other' },
  ]) {
    const refused = await ask(other);
    expect(refused.status).toBe(422);
    expect(refused.body.error.message).toContain(
      `"used once" came with another request before, which began ${id}`,
    );
  }
  const byAction = await platform.invoke('promote-service', 'ada', {
    ...toStaging,
    idempotencyKey: 'used once',
  });
  expect(byAction.status).toBe(422);
  await platform.waitFor(id, one => Boolean(one.endedAt));
  const hers = await ask({ ...toStaging, reason: 'Prices' }, 'hana');
  expect(hers.status).toBe(409);

  const back = (reason: string) =>
    platform
      .as('ada')
      .post(`/promotions/${id}/rollback`, { reason })
      .set('Idempotency-Key', 'used once');
  const rollback = await back('Wrong prices');
  expect(rollback.status).toBe(201);
  expect((await back('Very wrong prices')).status).toBe(422);
  expect((await back('Wrong prices')).body.promotionId).toBe(
    rollback.body.promotionId,
  );
  await platform.waitFor(rollback.body.promotionId, one =>
    Boolean(one.endedAt),
  );

  // As rows are that were written before requests were kept.
  await knex('workflow_runs').where({ id }).update({ request_digest: null });
  expect((await ask(toStaging)).body.promotionId).toBe(id);
});

it('begins one of two different requests that come at once with the same key', async () => {
  await build('1.2.0');
  const ask = (reason: string) =>
    platform
      .as('ada')
      .post('/promotions', { ...toStaging, reason })
      .set('Idempotency-Key', 'at once');
  const answers = await Promise.all([ask('One'), ask('Another')]);
  const begun = answers.find(({ status }) => status === 201)!;
  const other = answers.find(answer => answer !== begun)!;

  expect([409, 422]).toContain(other.status);
  expect(begun.body.promotion.reason).toMatch(/One|Another/);
  await platform.waitFor(begun.body.promotionId, one => Boolean(one.endedAt));
});
