import { ConflictError, InputError } from '@backstage/errors';
import type { Session } from '../server/Session';
import { keptName, markOf, namesOf, rolesOf } from '../settings/names';
import type { OwnDatabases } from '../settings/ownDatabases';

/** A database that was made by hand, as it is on its server. */
export interface Foreign {
  name: string;
  owner: string;
  comment?: string;
  /** Whether it has the mark of the resource that asks. */
  isTaken: boolean;
  size: string;
  /** Whether every role of the server may connect. */
  isPublic: boolean;
  /** Whose it is, who may do something with it by name, or is connected now; without who may do everything and without the resource's own. */
  connected: string[];
}

interface ForeignRow {
  owner: string;
  comment: string | null;
  isTemplate: boolean;
  open: boolean;
  size: string;
  isPublic: boolean;
  mayActAsOwner: boolean;
  connected: string[];
}

const FOREIGN = `
  select pg_get_userbyid(datdba) as owner, shobj_description(d.oid, 'pg_database') as comment,
    datistemplate as "isTemplate", datallowconn as open,
    case when has_database_privilege(d.oid, 'connect') then pg_size_pretty(pg_database_size(d.oid)) else '' end as size,
    exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba)))
      where grantee = 0 and privilege_type = 'CONNECT') as "isPublic",
    pg_has_role(current_user, datdba, 'usage') as "mayActAsOwner",
    (select coalesce(json_agg(distinct rolname order by rolname), '[]') from pg_roles r where not rolsuper
      and rolname <> current_user and rolname <> all ($2::text[]) and (
        r.oid = datdba or exists (select from aclexplode(datacl) where grantee = r.oid)
        or exists (select from pg_stat_activity where datname = $1::text and usesysid = r.oid))) as connected
  from pg_database d where datname = $1::text`;

const PORTAL = 'the portal keeps its own data in it';
const LONGEST = 63 - keptName('', '20261129031500').length;

function whyNever(
  database: string,
  { isTemplate, open }: ForeignRow,
  own: OwnDatabases,
): string | undefined {
  if (isTemplate) return 'it is a template, from which others are made';
  if (own.names.includes(database)) return PORTAL;
  if (own.prefixes.some(prefix => database.startsWith(prefix))) return PORTAL;
  return open ? undefined : 'it lets nobody connect';
}

/** @throws ConflictError that says whose it is */
function checkMark(database: string, { comment }: ForeignRow, mark: string) {
  if (!comment?.startsWith(markOf('')) || comment === mark) return;
  throw new ConflictError(
    `The database "${database}" cannot be taken over: by its comment it is the ${comment}. Take the entry out, or the other resource away first`,
  );
}

/** What the provisioning role needs, in words and as what to say to the server. */
async function checkRight(
  session: Session,
  database: string,
  { owner, mayActAsOwner }: ForeignRow,
): Promise<void> {
  if (mayActAsOwner) return;
  const [{ me }] = await session.rows<{ me: string }>(
    'select quote_ident(current_user) as me',
  );
  throw new ConflictError(
    `The database "${database}" is of ${owner}, as which the provisioning role may not act. Say to the server, as who may: grant "${owner}" to ${me} with inherit true, set true; where ${owner} may do everything on the server, give the database away first: alter database "${database}" owner to …;`,
  );
}

/**
 * Finds a database that was made by hand, and refuses what must not become a resource.
 *
 * @param session - in the database that the provisioning role connects to.
 * @throws InputError where there is none, ConflictError that says why not
 */
export async function lookAtForeign(
  session: Session,
  database: string,
  options: { resourceId: string; own: OwnDatabases },
): Promise<Foreign> {
  if (Buffer.byteLength(database) > LONGEST) {
    throw new InputError(
      `"${database}" is longer than ${LONGEST} bytes, and names of its roles and copies are made of it: rename it first`,
    );
  }
  const ours = rolesOf(namesOf(database));
  const [row] = await session.rows<ForeignRow>(FOREIGN, [database, ours]);
  if (!row) {
    throw new InputError(
      `The server has no database "${database}": where it was deleted, take the entry out, and a new one is made`,
    );
  }
  const why = whyNever(database, row, options.own);
  if (why) {
    throw new ConflictError(
      `The database "${database}" cannot be taken over: ${why}`,
    );
  }
  const mark = markOf(options.resourceId);
  checkMark(database, row, mark);
  await checkRight(session, database, row);
  const { comment, size, isPublic, connected } = row;
  return {
    ...{ name: database, owner: row.owner, size, isPublic, connected },
    comment: comment ?? undefined,
    isTaken: comment === mark,
  };
}
