import type {
  AuthService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import { readCatalog } from './readCatalog';
import { storeCatalog } from './storeCatalog';

/** Reads the catalog soon after the start and then every 20 seconds, in one replica at a time. */
export async function scheduleCatalog(options: {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { knex, catalog, auth, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'read-catalog',
    frequency: { seconds: 20 },
    timeout: { minutes: 2 },
    initialDelay: { seconds: 3 },
    fn: async () => storeCatalog(knex, await readCatalog(catalog, auth)),
  });
}
