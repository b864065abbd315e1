import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * Brings tables up to date that lie in a database which keeps account of others, too: those of a library or a module. Any
 * number of processes may do so at once.
 *
 * @param packageName whose `migrations` they are
 * @param tableName where account of them is kept
 */
export async function migrateTables(
  knex: Knex,
  { packageName, tableName }: { packageName: string; tableName: string },
): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [tableName]);
    await knex.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
      tableName,
    });
  });
}
