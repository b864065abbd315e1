import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import createKnex from 'knex';

/**
 * An in-memory database for each plugin of a test's backend, which ends with that. Backstage leaves its own open,
 * and the pool of an open one keeps the process that runs the tests.
 */
export const memoryDatabase = createServiceFactory({
  service: coreServices.database,
  deps: { lifecycle: coreServices.rootLifecycle },
  factory({ lifecycle }) {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    lifecycle.addShutdownHook(() => knex.destroy());
    return { getClient: async () => knex };
  },
});
