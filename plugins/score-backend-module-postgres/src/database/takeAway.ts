import { ConflictError } from '@backstage/errors';
import { escapeIdentifier } from 'pg';
import type { Session } from '../server/Session';
import { keptName, type Names } from '../settings/names';
import type { Seen } from './look';

const id = escapeIdentifier;
const ENDING_MS = 3_000;

/** Ends the sessions of its users and ours, and refuses while somebody else has one. */
async function endSessions(session: Session, names: Names): Promise<void> {
  const { database, logins } = names;
  await session.rows(
    `select pg_terminate_backend(pid, ${ENDING_MS}) from pg_stat_activity
     where datname = $1::text and (usename = any ($2::text[]) or usename = current_user)`,
    [database, Object.values(logins)],
  );
  const others = await session.rows<{ name: string }>(
    'select distinct usename as name from pg_stat_activity where datname = $1::text and usename is not null',
    [database],
  );
  if (!others.length) return;
  throw new Error(
    `The database "${database}" lets nobody in any more, and cannot be put away while these are still in it: ${others
      .map(({ name }) => name)
      .join(', ')}. It goes on once they have left`,
  );
}

const lockOut = async (session: Session, { names, logins }: Seen) => {
  for (const login of Object.keys(logins) as (keyof typeof logins)[]) {
    await session.run(`alter role ${id(names.logins[login])} nologin`);
  }
};

/** Puts a database away under another name, with all that is in it. */
export async function putAway(session: Session, seen: Seen): Promise<string> {
  const { names } = seen;
  await lockOut(session, seen);
  await session.run(
    `alter database ${id(names.database)} allow_connections false`,
  );
  await endSessions(session, names);
  const [{ time }] = await session.rows<{ time: string }>(
    `select to_char(now() at time zone 'UTC', 'YYYYMMDDHH24MISS') as time`,
  );
  const kept = keptName(names.database, time);
  await session.run(
    `alter database ${id(names.database)} rename to ${id(kept)}`,
  );
  return kept;
}

/** Takes away the roles of a resource that has no database any more, kept or not. */
export async function dropRoles(session: Session, seen: Seen): Promise<void> {
  const { names, logins, hasApp, hasOwner } = seen;
  const there = [
    ...Object.entries(names.logins).flatMap(([login, name]) =>
      login in logins ? [name] : [],
    ),
    ...(hasApp ? [names.app] : []),
    // Last, for everything is found by it.
    ...(hasOwner ? [names.owner] : []),
  ];
  for (const name of there) await session.run(`drop role ${id(name)}`);
}

/** Takes a database for good that was put away. */
export const dropKept = (session: Session, kept: string) =>
  session.run(`drop database ${id(kept)}`);

/** Gives a database that was put away its name back. Nobody may connect to it yet. */
export async function bringBack(
  session: Session,
  { names, database }: Seen,
  kept: string,
): Promise<void> {
  if (database) {
    throw new ConflictError(
      `The database "${names.database}" is there again, made after "${kept}" was put away: delete the new one before the old one is restored`,
    );
  }
  await session.run(
    `alter database ${id(kept)} rename to ${id(names.database)}`,
  );
}
