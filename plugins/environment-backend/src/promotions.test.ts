import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { component, environment } from './__testUtils__/entities';
import { PromotionWorld } from './__testUtils__/PromotionWorld';
import { TestDelivery } from './__testUtils__/startDelivery';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let delivery: TestDelivery;
let world: PromotionWorld | undefined;

beforeEach(async () => {
  delivery = await TestDelivery.start();
});

afterEach(async () => {
  await world?.stop();
  world = undefined;
  await delivery.stop();
});

const SHOP = component('shop', {}, { owner: 'group:default/team-a' });
const dev = environment('dev', 'development');
const staging = (spec: object = {}) =>
  environment('staging', 'staging', 'dev', spec);
const prod = (spec: object = {}) =>
  environment('prod', 'production', 'staging', spec);

async function start(environments: Entity[]): Promise<PromotionWorld> {
  const knex = await databases.init('POSTGRES_18');
  world = await PromotionWorld.start({
    knex,
    delivery,
    entities: [SHOP, ...environments],
  });
  return world;
}

const toStaging = { service: 'shop', from: 'dev', to: 'staging' };

it('takes a healthy version to the next environment in one commit that says who asked', async () => {
  await delivery.createApplication('dev');
  await delivery.createApplication('staging');
  const { as, waitFor, waitForVersion } = bound(await start([dev, staging()]));
  await waitForVersion('1.0.0', 'staging');
  await delivery.run('1.1.0');
  await waitForVersion('1.1.0', 'dev');

  const { body, status } = await as('ada').post('/promotions', toStaging);

  expect({ status, body }).toMatchObject({
    status: 201,
    body: { promotion: { kind: 'promotion', version: '1.1.0' } },
  });
  const ended = await waitFor(body.promotionId, one => Boolean(one.endedAt));
  expect(ended).toMatchObject({ status: 'succeeded', fromVersion: '1.0.0' });
  await waitForVersion('1.1.0', 'staging');
  const own = (await delivery.messages()).filter(message =>
    message.includes(`Towpath-Promotion: ${body.promotionId}`),
  );
  expect(own).toHaveLength(1);
  expect(own[0]).toContain('Promote shop 1.1.0 to staging');
  expect(own[0]).toContain('Requested-By: user:default/ada');
});

/** The methods of a world as functions of their own. */
function bound(one: PromotionWorld) {
  return {
    as: one.as.bind(one),
    waitFor: one.waitFor.bind(one),
    waitForVersion: one.waitForVersion.bind(one),
    promotion: one.promotion.bind(one),
  };
}
