import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { LocationMakers } from './LocationMakers';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const LOCATION = '0b7a1a2c-5c70-4d6a-9a86-0d8b2f1f8a11';

/** As the portal kept account of the table at first. */
async function makeAsBefore(knex: Knex): Promise<void> {
  await knex.migrate.latest({
    tableName: 'location_makers_migrations',
    migrationSource: {
      getMigrations: async () => ['create-location-makers'],
      getMigrationName: (name: string) => name,
      getMigration: async () => ({
        up: (trx: Knex) =>
          trx.schema.createTable('location_makers', table => {
            table.uuid('location_id').primary();
            table.string('made_by').notNullable();
          }),
        down: (trx: Knex) => trx.schema.dropTable('location_makers'),
      }),
    },
  });
  await knex('location_makers').insert({
    location_id: LOCATION,
    made_by: 'user:default/ada',
  });
}

const open = (knex: Knex) =>
  LocationMakers.open(
    mockServices.database.mock({ getClient: async () => knex }),
  );

it('knows who made a location before, and is opened by several processes at once', async () => {
  const knex = await databases.init('POSTGRES_18');
  await makeAsBefore(knex);
  const [makers] = await Promise.all([open(knex), open(knex), open(knex)]);
  expect(await makers.hasMade(LOCATION, 'user:default/ada')).toBe(true);
});

it('is made by several processes at once', async () => {
  const knex = await databases.init('POSTGRES_18');
  const [makers] = await Promise.all([open(knex), open(knex), open(knex)]);
  await makers.record(LOCATION, 'user:default/grace');
  expect(await makers.hasMade(LOCATION, 'user:default/ada')).toBe(false);
  expect(await makers.hasMade(LOCATION, 'user:default/grace')).toBe(true);
});
