import type { Knex } from 'knex';
import path from 'node:path';

// As deep below the package in src as in dist.
const DIRECTORY = path.resolve(__dirname, '../../migrations');

/** Brings the engine's tables up to date; any number of processes may do so at once. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw(
      `select pg_advisory_xact_lock(hashtext('workflow_migrations'))`,
    );
    await knex.migrate.latest({
      directory: DIRECTORY,
      // A plugin keeps its own migrations in the default table.
      tableName: 'workflow_migrations',
    });
  });
}
