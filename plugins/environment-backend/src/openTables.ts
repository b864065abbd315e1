import type { DatabaseService } from '@backstage/backend-plugin-api';
import { openDatabase } from '@towpath/backend-kit';
import { migrateRuns } from '@towpath/workflow';
import { PACKAGE } from './packageName';

/** The plugin's database, with its tables and those of its runs up to date. */
export function openTables(database: DatabaseService) {
  return openDatabase(database, PACKAGE, migrateRuns);
}
