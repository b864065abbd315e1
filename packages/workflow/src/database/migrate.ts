import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Brings the engine's tables up to date; any number of processes may do so at once. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw(
      `select pg_advisory_xact_lock(hashtext('workflow_migrations'))`,
    );
    await knex.migrate.latest({
      directory: resolvePackagePath('@towpath/workflow', 'migrations'),
      // A plugin keeps its own migrations in the default table.
      tableName: 'workflow_migrations',
    });
  });
}
