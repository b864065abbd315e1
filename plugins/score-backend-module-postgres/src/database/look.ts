import { ConflictError, InputError } from '@backstage/errors';
import type { Session } from '../server/Session';
import {
  deletedAt,
  LOGINS,
  markOf,
  namesOf,
  rolesOf,
  stampOf,
  type Login,
  type Names,
} from '../settings/names';

/** A user of a resource, as it is. */
export interface SeenLogin {
  /** Whether anybody can log in as it now. */
  usable: boolean;
  connectionLimit: number;
  /** Tells which password it has; absent before the first. */
  stamp?: string;
  /** Whether it is a member of the role that owns what is in the database. */
  isApp: boolean;
  /** Whether it acts as that role as soon as it has connected. */
  actsAsApp: boolean;
}

/** A database, as it is. */
export interface SeenDatabase {
  owner: string;
  /** Whether it has the mark of its resource; one that was just made has none yet. */
  marked: boolean;
  /** Whether it lets anybody connect. */
  open: boolean;
  /** Whether every role of the server may connect. */
  isPublic: boolean;
  /** Whether its users may connect. */
  lets: boolean;
  /** Who else may connect by name; who may do everything on the server is not among them. */
  guests: string[];
}

/** What is on a server of one resource. */
export interface Seen {
  names: Names;
  mark: string;
  hasOwner: boolean;
  hasApp: boolean;
  /** Whether the provisioning role may act as the owner. */
  mayActAsOwner: boolean;
  logins: Partial<Record<Login, SeenLogin>>;
  database?: SeenDatabase;
  /** Names of what was deleted and is kept, the newest first. */
  kept: string[];
}

const OLDEST = 160_000;

async function checkVersion(session: Session): Promise<void> {
  const [{ version, words }] = await session.rows<{
    version: number;
    words: string;
  }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as words`,
  );
  if (version >= OLDEST) return;
  throw new InputError(
    `The server has PostgreSQL ${words}, which cannot grant what this needs: name one with PostgreSQL 16 or newer under settings.server`,
  );
}

/** What the resource has on the server; a name is new when it has nothing. */
async function findDatabaseName(
  session: Session,
  mark: string,
): Promise<string | undefined> {
  const [owner] = await session.rows<{ name: string }>(
    `select left(rolname, -length('_owner')) as name from pg_roles
     where shobj_description(oid, 'pg_authid') = $1::text and rolname like '%\\_owner' order by rolname limit 1`,
    [mark],
  );
  return owner?.name;
}

interface RoleRow {
  name: string;
  comment: string | null;
  usable: boolean;
  limit: number;
  isApp: boolean;
  actsAsApp: boolean;
  ours: boolean;
}

const ROLES = `
  select rolname as name, shobj_description(r.oid, 'pg_authid') as comment,
    rolcanlogin and coalesce(rolvaliduntil > now(), true) as usable, rolconnlimit as limit,
    exists (select from pg_auth_members m where m.member = r.oid and m.inherit_option and m.set_option
      and m.roleid = (select oid from pg_roles where rolname = $2::text)) as "isApp",
    exists (select from pg_db_role_setting s where s.setrole = r.oid and 'role=' || $2::text = any (s.setconfig)
      and s.setdatabase = (select oid from pg_database where datname = $3::text)) as "actsAsApp",
    pg_has_role(current_user, r.oid, 'usage') and pg_has_role(current_user, r.oid, 'set') as ours
  from pg_roles r where rolname = any ($1::text[])`;

/** Refuses what has a name of ours and belongs to somebody else. */
function checkRole({ name, comment }: RoleRow, mark: string): void {
  if (comment === mark || stampOf(comment ?? '', mark)) return;
  throw new ConflictError(
    `The server has a role "${name}" that is not of this resource: its comment is ${
      comment === null ? 'missing' : `"${comment}"`
    }, not "${mark}". Rename that role, or set the comment if it is of this resource`,
  );
}

const loginOf = (row: RoleRow, mark: string): SeenLogin => ({
  usable: row.usable,
  connectionLimit: row.limit,
  stamp: stampOf(row.comment ?? '', mark),
  isApp: row.isApp,
  actsAsApp: row.actsAsApp,
});

/** The roles of a resource, by their names. @throws ConflictError when one is somebody else's */
export async function lookAtRoles(
  session: Session,
  names: Names,
  mark: string,
) {
  const { database, owner, app, logins } = names;
  const rows = await session.rows<RoleRow>(ROLES, [
    rolesOf(names),
    ...[app, database],
  ]);
  for (const row of rows) checkRole(row, mark);
  const roleOf = (name: string) => rows.find(row => row.name === name);
  const seen = LOGINS.flatMap(login => {
    const row = roleOf(logins[login]);
    return row ? [[login, loginOf(row, mark)]] : [];
  });
  return {
    hasOwner: roleOf(owner) !== undefined,
    hasApp: roleOf(app) !== undefined,
    mayActAsOwner: roleOf(owner)?.ours ?? false,
    logins: Object.fromEntries(seen) as Seen['logins'],
  };
}

interface DatabaseRow {
  name: string;
  owner: string;
  comment: string | null;
  open: boolean;
  isPublic: boolean;
  lets: boolean;
  guests: string[];
}

const DATABASES = `
  select datname as name, pg_get_userbyid(datdba) as owner, shobj_description(d.oid, 'pg_database') as comment,
    datallowconn as open,
    exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee = 0) as "isPublic",
    (select count(*) from aclexplode(datacl) where privilege_type in ('CONNECT', 'TEMPORARY')
      and grantee = (select oid from pg_roles where rolname = $3::text)) = 2 as lets,
    (select coalesce(json_agg(distinct rolname order by rolname), '[]') from aclexplode(datacl) join pg_roles r on r.oid = grantee
      where privilege_type = 'CONNECT' and not rolsuper and grantee <> datdba and rolname <> $3::text) as guests
  from pg_database d where datname = $1::text or shobj_description(d.oid, 'pg_database') = $2::text`;

function databaseOf(row: DatabaseRow, names: Names, mark: string) {
  const { owner, comment, open, isPublic, lets, guests } = row;
  // The owner's role is made with its mark before the database is made.
  const unfinished = comment === null && owner === names.owner;
  if (comment === mark || unfinished) {
    return { owner, marked: comment === mark, open, isPublic, lets, guests };
  }
  throw new ConflictError(
    `The server has a database "${
      row.name
    }" that is not of this resource: its comment is ${
      comment === null ? 'missing' : `"${comment}"`
    }, not "${mark}". Rename that database, or set the comment if it is of this resource`,
  );
}

async function lookAtDatabases(session: Session, names: Names, mark: string) {
  const rows = await session.rows<DatabaseRow>(DATABASES, [
    names.database,
    mark,
    names.app,
  ]);
  const live = rows.find(({ name }) => name === names.database);
  const kept = rows
    .filter(({ name, comment }) => comment === mark && deletedAt(name))
    .map(({ name }) => name);
  return {
    ...(live && { database: databaseOf(live, names, mark) }),
    kept: kept.sort().reverse(),
  };
}

/**
 * Finds what a resource has on a server, by its id.
 *
 * @param newName - what its database is to be called when there is nothing yet.
 * @throws ConflictError when something of another has a name that it needs
 */
export async function look(
  session: Session,
  resourceId: string,
  newName: string,
): Promise<Seen> {
  await checkVersion(session);
  const mark = markOf(resourceId);
  const names = namesOf((await findDatabaseName(session, mark)) ?? newName);
  return {
    names,
    mark,
    ...(await lookAtRoles(session, names, mark)),
    ...(await lookAtDatabases(session, names, mark)),
  };
}
