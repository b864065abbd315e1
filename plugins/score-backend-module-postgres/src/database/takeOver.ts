import { ConflictError } from '@backstage/errors';
import type { FieldChange } from '@towpath/plugin-score-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Session, SessionOptions } from '../server/Session';
import { namesOf, rolesOf, type Names } from '../settings/names';
import { inside } from './compare';
import type { Foreign } from './foreign';
import { lookAtRoles, type Seen } from './look';
import {
  giveObjects,
  giveTo,
  letUse,
  lookAtObjects,
  lookAtRights,
  ownersOf,
  type OwnedObject,
} from './objects';
import { share } from './share';

/** A role of before that can connect. */
interface Guest {
  name: string;
  /** Whether it may make temporary tables. */
  mayMakeTemporary: boolean;
}

/** All that is to be known of a database before it is taken over. */
export interface Findings {
  foreign: Foreign;
  names: Names;
  /** What is not of its own roles yet. */
  objects: OwnedObject[];
  /** Who can reach it by name, and goes on doing so. */
  guests: Guest[];
  /** Who has the schema public, where that is not whoever has the database. */
  publicOwner?: { name: string; mayGive: boolean };
}

const id = escapeIdentifier;
const MOST_STATEMENTS = 20;

/**
 * Looks at what is there, on the server and in the database.
 *
 * @param seen - what the resource has already.
 * @throws ConflictError where the resource has another database, or a role of somebody else has a name that it needs
 */
export async function findAll(
  session: Session,
  options: SessionOptions,
  foreign: Foreign,
  seen: Seen,
): Promise<Findings> {
  const names = namesOf(foreign.name);
  const hasOther = seen.hasOwner || seen.database !== undefined;
  if (hasOther && seen.names.database !== foreign.name) {
    throw new ConflictError(
      `The resource has the database "${seen.names.database}" already, and cannot become "${foreign.name}": take the entry out, or delete the resource first`,
    );
  }
  await lookAtRoles(session, names, seen.mark);
  const ours = rolesOf(names);
  const found = await inside(options, { names }, async within => ({
    objects: await lookAtObjects(within, names),
    rights: await lookAtRights(within, ours),
    ...(await ownerOfPublic(within, ours)),
  }));
  const { objects, rights, publicOwner } = found;
  const named = [...new Set([...foreign.connected, ...rights])];
  const guests = await whoCanConnect(session, names, named);
  return { foreign, names, objects, publicOwner, guests };
}

/** Who has a right in it and cannot connect is let in by nobody. */
function whoCanConnect(
  session: Session,
  { database }: Names,
  named: string[],
): Promise<Guest[]> {
  return session.rows<Guest>(
    `select rolname as name, has_database_privilege(oid, $1::text, 'temporary') as "mayMakeTemporary" from pg_roles
     where rolname = any ($2::text[]) and has_database_privilege(oid, $1::text, 'connect') order by 1`,
    [database, named],
  );
}

async function ownerOfPublic(
  session: Session,
  ours: string[],
): Promise<Pick<Findings, 'publicOwner'>> {
  const [publicOwner] = await session.rows<{ name: string; mayGive: boolean }>(
    `select pg_get_userbyid(nspowner) as name, pg_has_role(current_user, nspowner, 'usage') as "mayGive"
     from pg_namespace where nspname = 'public' and pg_get_userbyid(nspowner) <> all ($1::text[])`,
    [['pg_database_owner', ...ours]],
  );
  return { publicOwner };
}

/** What taking it over changes. */
export function changesOf(findings: Findings, mark: string): FieldChange[] {
  const { foreign, names, guests } = findings;
  const { name, comment, owner, isPublic } = foreign;
  const { given } = share(findings.objects);
  return [
    { field: 'database', before: name, after: name },
    { field: 'comment', before: comment ?? 'none', after: mark },
    { field: 'owner', before: owner, after: names.owner },
    ...ownersOf(given).map(one => ({
      field: `objects of ${one}`,
      before: one,
      after: names.app,
    })),
    ...guests.map(guest => changeOfAccess(guest, findings)),
    ...(isPublic
      ? [
          {
            field: 'access of every role of the server',
            before: 'granted',
            after: 'none',
          },
        ]
      : []),
    { field: 'users', after: Object.values(names.logins).join(', ') },
  ];
}

function changeOfAccess({ name }: Guest, findings: Findings): FieldChange {
  const field = `access of ${name}`;
  const { heirs, lent } = share(findings.objects);
  const isHeir = heirs.includes(name);
  const isOwner = isHeir || ownersOf(lent).includes(name);
  const before = isOwner ? 'as owner of objects' : 'as granted';
  const after = isHeir ? `as member of ${findings.names.app}` : before;
  return { field, before, after: `kept, ${after}` };
}

/** What a person should know of it, and what to say to the server where the provisioning role may not do it. */
export function notesOf(findings: Findings): string[] {
  const { foreign, objects, names, publicOwner } = findings;
  const { name, size, isPublic } = foreign;
  const { left, lent } = share(findings.objects);
  return [
    ...(size ? [`It holds ${size}.`] : []),
    ...ownersOf(objects).map(
      owner => `${owner} has ${countOf(objects, owner)} in it.`,
    ),
    ...(isPublic
      ? [
          'Every role of the server may connect to it now. Afterwards only its users may, and who is named here.',
        ]
      : []),
    ...(left.length > 0
      ? [
          `Its users cannot use what stays with ${ownersOf(left).join(
            ', ',
          )}, as which the provisioning role may not act. Say to the server, in ${name}, once it is taken over: ${statementsOf(
            left,
            names,
          )}`,
        ]
      : []),
    ...(lent.length > 0
      ? [
          `What ${ownersOf(lent).join(
            ', ',
          )} has in it stays so, as who has a part of it must not get the rest: its users can use it, and cannot alter it. To give it to them, say to the server, in ${name}, once it is taken over: ${statementsOf(
            lent,
            names,
          )}`,
        ]
      : []),
    ...(publicOwner && !publicOwner.mayGive
      ? [
          `The schema public is of ${publicOwner.name}, and stays so. Say to the server, in ${name}, before it is taken over: alter schema public owner to pg_database_owner;`,
        ]
      : []),
  ];
}

function countOf(objects: OwnedObject[], owner: string): string {
  const counts = new Map<string, number>();
  for (const one of objects) {
    if (one.owner !== owner) continue;
    counts.set(one.kind, (counts.get(one.kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ');
}

function statementsOf(objects: OwnedObject[], { app }: Names): string {
  const shown = objects.slice(0, MOST_STATEMENTS).map(giveTo(app));
  const more = objects.length - shown.length;
  return `${shown.join('; ')};${more > 0 ? ` and for ${more} more` : ''}`;
}

/**
 * Marks the database, gives it to a role of its own, and lets in by name who can reach it now: all of it, or nothing.
 */
export async function claim(
  session: Session,
  findings: Findings,
  mark: string,
): Promise<void> {
  const { names, guests } = findings;
  const database = id(names.database);
  const roles = [names.owner, names.app].map(
    role =>
      `create role ${id(role)} nologin; comment on role ${id(
        role,
      )} is ${escapeLiteral(mark)}`,
  );
  await session.run(
    [
      ...roles,
      `grant ${id(names.owner)} to current_user with inherit true, set true`,
      `alter database ${database} owner to ${id(names.owner)}`,
      `comment on database ${database} is ${escapeLiteral(mark)}`,
      ...guests.map(
        ({ name, mayMakeTemporary }) =>
          `grant connect${
            mayMakeTemporary ? ', temporary' : ''
          } on database ${database} to ${id(name)}`,
      ),
      ...share(findings.objects).heirs.map(
        heir =>
          `grant ${id(names.app)} to ${id(heir)} with inherit true, set true`,
      ),
    ].join('; '),
  );
}

/** Makes its users able to make tables in the schema public, where somebody else has it. */
export async function givePublic(
  options: SessionOptions,
  { names, publicOwner }: Findings,
): Promise<void> {
  if (!publicOwner?.mayGive) return;
  await inside(options, { names }, session =>
    session.run(`alter schema public owner to ${id(names.owner)}`),
  );
}

/** Gives to its users what is in it of whoever is a member of them since it was claimed, and lends them the rest. */
export async function giveInside(
  options: SessionOptions,
  names: Names,
): Promise<void> {
  await inside(options, { names }, async session => {
    const objects = await lookAtObjects(session, names);
    const { given, lent } = share(objects);
    await giveObjects(session, given, names.app);
    await letUse(session, lent, names.app);
  });
}
