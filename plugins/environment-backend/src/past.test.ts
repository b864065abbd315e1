import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { HistoryEntry } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ENTITIES = [component('shop'), environment('staging', 'staging')];

let knex: Knex;
let delivery: TestDelivery;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  await delivery.createApplication('staging');
  for (const version of ['1.1.0', '1.2.0']) {
    await delivery.run(version, 'staging');
    await delivery.argocd('GET', '/applications/shop-staging?refresh=normal');
    await deployed(version);
  }
});

afterAll(() => delivery?.stop());

async function deployed(version: string) {
  await until(
    `${version} is in staging`,
    () => delivery.argocd('GET', '/applications/shop-staging'),
    ({ status }) =>
      status.sync.status === 'Synced' &&
      status.summary?.images?.some((image: string) =>
        image.endsWith(`:${version}`),
      ),
  );
}

async function historyOf(
  platform: PromotionTestPlatform,
): Promise<HistoryEntry[]> {
  const { body } = await platform
    .as('ada')
    .get('/services/component/default/shop/history');
  return body.items;
}

it('knows what ran before the portal was there, since when and by whom, and tells it once', async () => {
  for (const time of ['first', 'second']) {
    const platform = await PromotionTestPlatform.start({
      knex,
      delivery,
      entities: ENTITIES,
    });
    await platform.waitForVersion('1.2.0', 'staging');
    const items = await until(
      'three versions are told',
      () => historyOf(platform),
      told => told.length === 3,
    );
    const told = items.map(({ version, by, endedAt }) => [
      version,
      by,
      !endedAt,
    ]);
    expect([time, ...told]).toEqual([
      time,
      ['1.2.0', 'Ada Okafor', true],
      ['1.1.0', 'Ada Okafor', false],
      ['1.0.0', expect.any(String), false],
    ]);
    const moments = items.map(({ deployedAt }) => Date.parse(deployedAt));
    expect(moments).toEqual(moments.toSorted((a, b) => b - a));
    expect(items[1].endedAt).toBe(items[0].deployedAt);
    await platform.stop();
  }
});

it('knows who brought a version that arrives while the portal looks', async () => {
  const platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
  await platform.waitForVersion('1.2.0', 'staging');
  await delivery.run('1.3.0', 'staging');
  await platform.waitForVersion('1.3.0', 'staging');

  const [newest] = await until(
    'it is known who brought the newest version',
    () => historyOf(platform),
    ([one]) => Boolean(one.by),
  );
  expect(newest).toMatchObject({ version: '1.3.0', by: 'Ada Okafor' });
  await platform.stop();
});
