import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { migrateTables } from '@towpath/postgres';
import type { Knex } from 'knex';

/**
 * Connects to the plugin's database and brings its tables up to date: those of this package first, those
 * of libraries that keep tables there, then the plugin's own.
 *
 * @param packageName whose `migrations` the plugin's own are
 * @param migrateLibraries of what the plugin's own migrations read
 */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
  ...migrateLibraries: ((knex: Knex) => Promise<void>)[]
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrateTables(knex, {
      packageName: '@towpath/backend-kit',
      tableName: 'kit_migrations',
    });
    for (const migrate of migrateLibraries) await migrate(knex);
    await knex.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  }
  return knex;
}
