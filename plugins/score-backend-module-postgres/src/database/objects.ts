import { escapeIdentifier } from 'pg';
import type { Session } from '../server/Session';
import { rolesOf, type Names } from '../settings/names';

const id = escapeIdentifier;

/** Something in a database, and whose it is. */
export interface OwnedObject {
  owner: string;
  /** As PostgreSQL calls it: `table`, `view`, `schema`. */
  kind: string;
  /** Quoted, with its schema. */
  identity: string;
  /** Whether the provisioning role may give it away. */
  mayGive: boolean;
  /** Whether its owner may act as whoever has the database, or is a member of the role of its users already. */
  hasAll: boolean;
  /** Whether it is the provisioning role's own. */
  isProvisioners: boolean;
}

/** Those that belong to nobody else: not to a table, an extension or the server itself. Schemas come first. */
const OBJECTS = `
  with owned (classid, objid, owner) as (
    select 'pg_class'::regclass::oid, oid, relowner from pg_class c
      where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relpersistence <> 't'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
        and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') and c.relkind = 'S')
    union all select 'pg_proc'::regclass, oid, proowner from pg_proc
    union all select 'pg_type'::regclass, t.oid, typowner from pg_type t left join pg_class c on c.oid = typrelid
      where (typtype in ('e', 'd', 'r') or (typtype = 'c' and c.relkind = 'c'))
    union all select 'pg_namespace'::regclass, oid, nspowner from pg_namespace where nspname <> 'public')
  select pg_get_userbyid(o.owner) as owner, i.type as kind, i.identity,
    pg_has_role(current_user, o.owner, 'usage') as "mayGive",
    pg_has_role(o.owner, (select datdba from pg_database where datname = current_database()), 'usage')
      or exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid
        where rolname = $2::text and m.member = o.owner) as "hasAll",
    pg_get_userbyid(o.owner) = current_user as "isProvisioners"
  from owned o, pg_identify_object(o.classid, o.objid, 0) i
  where coalesce(i.schema, i.name) !~ '^(pg_|information_schema$)'
    and pg_get_userbyid(o.owner) <> all ($1::text[])
    and not exists (select from pg_depend d where d.classid = o.classid and d.objid = o.objid and d.deptype = 'e')
  order by i.type <> 'schema', i.type, i.identity`;

/** What in a database is not of its own roles. @param session - in the database itself. */
export const lookAtObjects = (session: Session, names: Names) =>
  session.rows<OwnedObject>(OBJECTS, [rolesOf(names), names.app]);

/** Sequences that fill columns of tables, and are given with those; of these owners, quoted. */
async function lookAtSequences(
  session: Session,
  owners: string[],
): Promise<string[]> {
  const rows = await session.rows<{ identity: string }>(
    `select format('%I.%I', nspname, relname) as identity from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'S' and pg_get_userbyid(relowner) = any ($1::text[]) order by 1`,
    [owners],
  );
  return rows.map(({ identity }) => identity);
}

/** Roles that may do something with an object in the database, or are told of as its owner. */
export async function lookAtRights(
  session: Session,
  ours: string[],
): Promise<string[]> {
  const rows = await session.rows<{ name: string }>(
    `select distinct rolname as name from pg_shdepend s join pg_roles r on r.oid = s.refobjid
     where s.refclassid = 'pg_authid'::regclass and s.dbid = (select oid from pg_database where datname = current_database())
       and not rolsuper and rolname <> current_user and rolname <> all ($1::text[]) order by 1`,
    [ours],
  );
  return rows.map(({ name }) => name);
}

/** What gives an object to another role. */
export const giveTo = (role: string) => (object: OwnedObject) =>
  `alter ${object.kind} ${object.identity} owner to ${id(role)}`;

/**
 * Gives objects to the role of the users of a database, in one transaction. The provisioning role acts as that role no
 * longer than this takes.
 *
 * @param session - in the database itself.
 */
export async function giveObjects(
  session: Session,
  objects: OwnedObject[],
  role: string,
): Promise<void> {
  if (objects.length === 0) return;
  await session.run(
    [
      'begin',
      `grant ${id(role)} to current_user with inherit true, set true`,
      ...objects.map(giveTo(role)),
      ...laterOnes(objects, role),
      `revoke ${id(role)} from current_user granted by current_user`,
      'commit',
    ].join('; '),
  );
}

/** So that what they make afterwards can be used as well. */
function laterOnes(objects: OwnedObject[], role: string): string[] {
  return ownersOf(objects).flatMap(owner =>
    ['tables', 'sequences'].map(
      kind =>
        `alter default privileges for role ${id(
          owner,
        )} grant all on ${kind} to ${id(role)}`,
    ),
  );
}

const USES: Record<string, string> = {
  schema: 'usage on schema',
  sequence: 'all on sequence',
  function: 'execute on routine',
  procedure: 'execute on routine',
  aggregate: 'execute on routine',
  type: 'usage on type',
};

/**
 * Lets the role of the users of a database use objects that stay whose they are, in one transaction.
 *
 * @param session - in the database itself.
 */
export async function letUse(
  session: Session,
  objects: OwnedObject[],
  role: string,
): Promise<void> {
  if (objects.length === 0) return;
  const sequences = await lookAtSequences(session, ownersOf(objects));
  const all = [
    ...objects.map(
      ({ kind, identity }) => `${USES[kind] ?? 'all on table'} ${identity}`,
    ),
    ...sequences.map(identity => `all on sequence ${identity}`),
  ];
  await session.run(
    [
      'begin',
      ...all.map(what => `grant ${what} to ${id(role)}`),
      ...laterOnes(objects, role),
      'commit',
    ].join('; '),
  );
}

/** Each once. */
export function ownersOf(objects: OwnedObject[]): string[] {
  return [...new Set(objects.map(({ owner }) => owner))];
}
