import type { Server } from '../trial/scoreTrial.ts';
import { within } from './Witnesses.ts';

/** What is on the server of the databases, beside what every server has. */
export interface Seen {
  databases: Thing[];
  roles: (Thing & { limit: number })[];
}

interface Thing {
  name: string;
  /** Id of the resource that it says it belongs to. */
  resource?: string;
}

interface Row {
  name: string;
  comment: string | null;
  limit: number;
}

const MARK = /^towpath resource ([0-9a-f-]{36})/;

const toThing = ({ name, comment, limit }: Row) => ({
  ...{ name, limit },
  resource: MARK.exec(comment ?? '')?.[1],
});

export function lookAtServer(server: Server): Promise<Seen> {
  return within({ ...server, database: 'postgres' }, async client => {
    const databases = await client.query<Row>(
      `select datname as name, shobj_description(oid, 'pg_database') as comment, 0 as limit
       from pg_database where not datistemplate and datname <> 'postgres'`,
    );
    const roles = await client.query<Row>(
      `select rolname as name, shobj_description(oid, 'pg_authid') as comment, rolconnlimit as limit
       from pg_roles where rolname !~ '^pg_' and rolname <> $1`,
      [server.user],
    );
    return {
      databases: databases.rows.map(toThing),
      roles: roles.rows.map(toThing),
    };
  });
}
