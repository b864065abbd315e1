import type {
  AuthService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import { readCatalog } from './readCatalog';
import { storeCatalog } from './storeCatalog';

/** Reads the catalog soon after the start and then every 20 seconds, in one replica at a time. */
export async function scheduleCatalog(options: {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  scheduler: SchedulerService;
  clock: Clock;
}): Promise<void> {
  const { knex, catalog, auth, scheduler, clock } = options;
  await scheduler.scheduleTask({
    id: 'read-catalog',
    frequency: { seconds: 20 },
    timeout: { minutes: 2 },
    initialDelay: { seconds: 3 },
    fn: async () => {
      const contents = await readCatalog(catalog, auth);
      await storeCatalog(knex, contents, new Date(clock.now()));
    },
  });
}
