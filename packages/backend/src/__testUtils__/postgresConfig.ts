import type { JsonObject } from '@backstage/types';
import { randomBytes } from 'node:crypto';

/** Databases of its own for a portal, in the PostgreSQL server of the test run. */
export function postgresConfig(): JsonObject {
  const connection =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!connection) {
    throw new Error('There is no PostgreSQL: run it by npm test -- PATH-PART');
  }
  const prefix = `t${randomBytes(6).toString('hex')}_`;
  return { client: 'pg', connection, prefix };
}
