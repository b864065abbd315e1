import pg from 'pg';
import type { Resource } from '@towpath/plugin-score-common';
import type { Portals } from '../trial/Portals.ts';
import { readResources, reveal } from '../trial/provisionsApi.ts';
import type { Server } from '../trial/scoreTrial.ts';

/** Who a workload is. */
export interface Credentials {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

/** Puts a row into each database as soon as it is there, so that one which was made anew is noticed. */
export class Witnesses {
  readonly #server: Server;
  /** Of the resources whose databases have one. */
  readonly resources = new Set<string>();
  /** All that workloads were ever given. */
  readonly passwords = new Set<string>();

  constructor(server: Server) {
    this.#server = server;
  }

  /** As the workload would, with the credentials that it is given. */
  async enter(portals: Portals, service: string): Promise<void> {
    const all = await readResources(portals);
    const own = all.filter(
      one => one.service.endsWith(`/${service}`) && one.status === 'provided',
    );
    for (const resource of own) {
      const credentials = await this.credentials(portals, resource);
      if (this.resources.has(resource.id)) continue;
      await within(credentials, async client => {
        await client.query('create table if not exists witness (id text)');
        await client.query('insert into witness values ($1)', [resource.id]);
      });
      this.resources.add(resource.id);
    }
  }

  /** What the workload of a resource is given. */
  async credentials(
    portals: Portals,
    { id, outputs }: Resource,
  ): Promise<Credentials> {
    const user = await reveal(portals, id, 'username');
    const password = await reveal(portals, id, 'password');
    this.passwords.add(password);
    const { host, port, name } = outputs as Record<string, unknown>;
    return {
      ...{ host: String(host), port: Number(port), database: String(name) },
      ...{ user, password },
    };
  }

  /** Whether the database still has what was put into it; one that lets nobody in is opened for that. */
  async isIn(database: string, resource: string): Promise<boolean> {
    await within({ ...this.#server, database: 'postgres' }, client =>
      client.query(
        `alter database ${pg.escapeIdentifier(
          database,
        )} with allow_connections true`,
      ),
    );
    return within({ ...this.#server, database }, async client => {
      const { rows } = await client.query(
        `select * from pg_tables where tablename = 'witness'`,
      );
      if (rows.length === 0) return false;
      const schema = pg.escapeIdentifier(rows[0].schemaname);
      const found = await client.query(
        `select from ${schema}.witness where id = $1`,
        [resource],
      );
      return found.rowCount! > 0;
    });
  }
}

/** @throws what PostgreSQL says when it lets nobody in */
export async function within<T>(
  credentials: Credentials,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(credentials);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
