import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import {
  PLACES,
  PROMOTIONS,
  restoreVersionBefore,
} from './__testUtils__/restoreVersionBefore';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('dev', 'development'),
  environment('staging', 'staging', 'dev'),
  environment('load', 'staging', 'dev'),
  environment('prod', 'production', 'staging', {
    gates: [{ type: 'approval', by: 'owner-leads', fourEyes: true }],
  }),
];

let delivery: TestDelivery;
let platform: PromotionTestPlatform;

beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start(PLACES);
  await restoreVersionBefore(knex, delivery);
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

const commitsOf = async (id: string) =>
  (await delivery.messages()).filter(message =>
    message.includes(`Towpath-Promotion: ${id}`),
  );

// An upgrade stops the portal in the middle of promotions, and the next version finds them in its database.
it('takes what the version before had written to its end, and writes nothing twice', async () => {
  const ended = await platform.waitFor(PROMOTIONS.load, one =>
    Boolean(one.endedAt),
  );

  expect(ended).toMatchObject({
    status: 'succeeded',
    requestedBy: 'user:default/ada',
    reason: 'Measure it',
    fromVersion: '1.0.0',
  });
  await platform.waitForVersion('1.1.0', 'load');
  expect(await commitsOf(ended.id)).toHaveLength(1);
  const { body } = await platform.as('ada').get(`/promotions/${ended.id}/log`);
  expect(body.lines.map((one: any) => one.message)).toEqual(
    expect.arrayContaining([
      `Written in commit ${ended.commit!.sha}`,
      'It is healthy',
    ]),
  );
});

it('takes the approval of what had been shown before the upgrade, and brings it to prod', async () => {
  await platform.waitForVersion('1.1.0', 'staging');
  const asked = await platform.promotion(PROMOTIONS.prod, 'grace');
  expect(asked).toMatchObject({
    status: 'awaiting-approval',
    version: '1.1.0',
  });
  const mine = await platform.as('grace').get('/promotions?waitingForMe=true');
  expect(mine.body.items.map((one: any) => one.id)).toEqual([asked.id]);

  const approved = await platform
    .as('grace')
    .post(`/promotions/${asked.id}/approve`, { digest: asked.approval.digest });
  expect(approved.status).toBe(200);
  const ended = await platform.waitFor(asked.id, one => Boolean(one.endedAt));

  expect(ended.status).toBe('succeeded');
  await platform.waitForVersion('1.1.0', 'prod');
  const own = await commitsOf(asked.id);
  expect(own).toHaveLength(1);
  expect(own[0]).toContain('Approved-By: user:default/grace');
});

it('still tells what had ended before, and tells nobody of it again', async () => {
  const { body } = await platform.as('ada').get('/promotions?service=shop');
  expect(body.items.map((one: any) => [one.id, one.status])).toEqual([
    [PROMOTIONS.prod, 'succeeded'],
    [PROMOTIONS.load, 'succeeded'],
    [PROMOTIONS.staging, 'succeeded'],
  ]);
  const { body: log } = await platform
    .as('ada')
    .get(`/promotions/${PROMOTIONS.staging}/log`);
  expect(log.lines.at(-1).message).toBe('succeeded');

  const told = (id: string) =>
    platform.notifications.filter(({ payload }) => payload.link?.endsWith(id));
  await until('the end is told', async () => {
    await platform.runTasks();
    return told(PROMOTIONS.prod).length > 0;
  });
  // That it was asked for was told by the version before.
  expect(told(PROMOTIONS.prod)).toHaveLength(1);
  expect(told(PROMOTIONS.staging)).toEqual([]);
});
