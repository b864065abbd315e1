import { TestDatabases } from '@backstage/backend-test-utils';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';
import { TrialProcess } from './__testUtils__/TrialProcess';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

it('passes to the other process when the one that follows Argo CD is killed, and no version is lost', async () => {
  const knex = await databases.init('POSTGRES_18');
  const delivery = await TestDelivery.start();
  endings.push(() => delivery.stop());
  await delivery.createApplication('staging');
  const { user, password, host, port, database } =
    knex.client.config.connection;
  const start = async (postgres: object | string) => {
    const backend = await TrialProcess.start(
      require.resolve('./__testUtils__/trialBackend'),
      delivery.trialWith(postgres),
    );
    endings.push(() => backend.kill());
    return backend;
  };
  const historyOf = async (backend: TrialProcess): Promise<string[]> => {
    const { items = [] } = await backend.get(
      '/environment/services/component/default/shop/history?environment=staging',
    );
    return items.map(({ version }: { version: string }) => version);
  };
  // In the plugin's own schema of the one database that all plugins have.
  const holder = () =>
    knex('leases').withSchema('environment').where({ name: 'feed' }).first();

  const first = await start({ user, password, host, port, database });
  await until(async () => (await historyOf(first)).includes('1.0.0'));
  const before = await holder();
  const second = await start(
    `postgres://${user}:${password}@${host}:${port}/${database}`,
  );
  await delivery.run('1.1.0', 'staging');
  await until(async () => (await historyOf(second))[0] === '1.1.0');
  expect(await holder()).toMatchObject({ holder: before.holder });

  await first.kill();
  await delivery.run('1.2.0', 'staging');

  await until(async () => (await historyOf(second))[0] === '1.2.0');
  expect((await holder()).holder).not.toBe(before.holder);
  expect(await historyOf(second)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
});
