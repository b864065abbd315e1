import { migrateTables } from '@towpath/postgres';
import type { Knex } from 'knex';

/** Brings the engine's tables up to date; a plugin keeps account of its own in the default table. */
export function migrate(knex: Knex): Promise<void> {
  return migrateTables(knex, {
    packageName: '@towpath/workflow',
    tableName: 'workflow_migrations',
  });
}
