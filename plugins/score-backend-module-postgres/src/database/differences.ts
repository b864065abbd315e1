import type { FieldChange } from '@towpath/plugin-score-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { LOGINS, stampedMark, type Login, type Names } from '../settings/names';
import type { Inside } from './inside';
import type { Seen, SeenDatabase, SeenLogin } from './look';

/** What is to be. */
export interface Wanted {
  connectionLimit: number;
  /** Of users that have another one, which people have accepted. */
  acceptedLimits?: Partial<Record<Login, number>>;
  extensions: string[];
  /** Who may connect as before it was taken over; absent for what was made, of which nobody is asked. */
  guests?: string[];
  /** The user that workloads have. */
  login: Login;
  /** Which password it has; absent when nobody knows it. */
  stamp?: string;
  /** What its password is set to, if it has to be. */
  newPassword: { verifier: string; stamp: string };
}

/** One thing that is otherwise than it is to be, and what mends it. */
export interface Difference extends FieldChange {
  /** Whether `mend` is for a session in the database itself. */
  inside?: boolean;
  /** Whether a new password comes with it. */
  password?: boolean;
  /** The limit of connections that was found, where that is what differs. */
  limit?: { login: Login; is: number };
  /** SQL; several statements are one transaction. */
  mend: string;
}

const id = escapeIdentifier;
const text = escapeLiteral;

const mark = (kind: 'role' | 'database', name: string, words: string) =>
  `comment on ${kind} ${id(name)} is ${text(words)}`;

const missingRole = (
  field: string,
  name: string,
  seen: Seen,
  grant: string,
): Difference => ({
  field,
  before: 'missing',
  after: 'there',
  mend: [
    `create role ${id(name)} nologin`,
    mark('role', name, seen.mark),
    grant && `grant ${id(name)} to current_user with ${grant}`,
  ]
    .filter(Boolean)
    .join('; '),
});

/** Roles whose lack nothing else can be mended without. */
function differencesOfRoles(seen: Seen): Difference[] {
  const { names } = seen;
  const all = 'inherit true, set true';
  const differences: Difference[] = [];
  if (!seen.hasOwner) {
    differences.push(missingRole('owner role', names.owner, seen, all));
  }
  if (!seen.hasApp) {
    differences.push(missingRole('role of its users', names.app, seen, ''));
  }
  for (const login of LOGINS.filter(one => !seen.logins[one])) {
    // Without it, the sessions of that user could not be ended.
    const grant = 'inherit true, set false';
    const name = names.logins[login];
    differences.push(missingRole(`user ${login}`, name, seen, grant));
  }
  if (seen.hasOwner && !seen.mayActAsOwner) {
    differences.push({
      field: 'right of the provisioning role to act as the owner',
      before: 'missing',
      after: 'granted',
      mend: `grant ${id(names.owner)} to current_user with ${all}`,
    });
  }
  return differences;
}

function differencesOfLogin(
  { names }: Seen,
  login: Login,
  is: SeenLogin,
  { connectionLimit, acceptedLimits = {} }: Wanted,
): Difference[] {
  const name = id(names.logins[login]);
  const limit = acceptedLimits[login] ?? connectionLimit;
  const differences: Difference[] = [];
  if (!is.isApp) {
    differences.push({
      field: `rights of user ${login}`,
      before: 'missing',
      after: 'granted',
      mend: `grant ${id(names.app)} to ${name} with inherit true, set true`,
    });
  }
  if (is.connectionLimit !== limit) {
    differences.push({
      field: `connection limit of user ${login}`,
      before: limitInWords(is.connectionLimit),
      after: limitInWords(limit),
      mend: `alter role ${name} connection limit ${limit}`,
      limit: { login, is: is.connectionLimit },
    });
  }
  return differences;
}

function limitInWords(limit: number): string {
  return limit < 0 ? 'none' : `${limit}`;
}

function differencesOfPassword(
  { names, mark: ours }: Seen,
  is: SeenLogin,
  { login, stamp, newPassword }: Wanted,
): Difference[] {
  if (is.usable && stamp !== undefined && is.stamp === stamp) return [];
  const name = names.logins[login];
  const set = `alter role ${id(name)} login password ${text(
    newPassword.verifier,
  )} valid until 'infinity'`;
  return [
    {
      field: `password of user ${login}`,
      before: is.usable ? 'another' : 'cannot log in',
      after: 'new',
      password: true,
      mend: `${set}; ${mark(
        'role',
        name,
        stampedMark(ours, newPassword.stamp),
      )}`,
    },
  ];
}

function differencesOfDatabase(
  { names, mark: ours }: Seen,
  is: SeenDatabase,
  { guests }: Wanted,
): Difference[] {
  const name = id(names.database);
  const differences: Difference[] = [];
  if (is.owner !== names.owner) {
    differences.push({
      field: 'owner',
      before: is.owner,
      after: names.owner,
      mend: `alter database ${name} owner to ${id(names.owner)}`,
    });
  }
  if (!is.marked) {
    differences.push({
      field: 'mark',
      before: 'missing',
      after: 'there',
      mend: mark('database', names.database, ours),
    });
  }
  if (is.isPublic) {
    differences.push({
      field: 'access of every role of the server',
      before: 'granted',
      after: 'none',
      mend: `revoke all on database ${name} from public`,
    });
  }
  if (!is.lets) {
    differences.push({
      field: 'access of its users',
      before: 'none',
      after: 'granted',
      mend: `grant connect, temporary on database ${name} to ${id(names.app)}`,
    });
  }
  for (const guest of strangersOf(is, guests)) {
    differences.push({
      field: `access of ${guest}`,
      before: 'granted',
      after: 'none',
      mend: `revoke all on database ${name} from ${id(guest)}`,
    });
  }
  if (!is.open) {
    differences.push({
      field: 'connections',
      before: 'refused',
      after: 'allowed',
      mend: `alter database ${name} allow_connections true`,
    });
  }
  return differences;
}

/** Who was let in after it was taken over. Whose access was taken away by hand does not get it back. */
function strangersOf({ guests: is }: SeenDatabase, guests?: string[]) {
  return guests ? is.filter(guest => !guests.includes(guest)) : [];
}

/** What a user makes has to belong to both, or the second could not use it after a rotation. */
const actingAsApp = ({ names }: Seen, login: Login): Difference => ({
  field: `role that user ${login} acts as`,
  before: 'its own',
  after: names.app,
  mend: `alter role ${id(names.logins[login])} in database ${id(
    names.database,
  )} set role to ${text(names.app)}`,
});

const missingDatabase = ({ names }: Seen): Difference => ({
  field: 'database',
  before: 'missing',
  after: names.database,
  // Somebody may be connected to template1, which cannot be copied then.
  mend: `create database ${id(names.database)} owner ${id(
    names.owner,
  )} template template0`,
});

/** On the server. What hangs on something that is missing comes to light once that is there. */
export function differencesOnServer(seen: Seen, wanted: Wanted): Difference[] {
  const { database } = seen;
  const roles = differencesOfRoles(seen);
  const logins = LOGINS.flatMap(login => {
    const is = seen.logins[login];
    if (!is) return [];
    return [
      ...(seen.hasApp ? differencesOfLogin(seen, login, is, wanted) : []),
      ...(database && !is.actsAsApp ? [actingAsApp(seen, login)] : []),
      ...(login === wanted.login
        ? differencesOfPassword(seen, is, wanted)
        : []),
    ];
  });
  const databases = database
    ? differencesOfDatabase(seen, database, wanted)
    : [missingDatabase(seen)];
  return [...roles, ...databases, ...logins];
}

const asOwner = ({ owner }: Names, statement: string) =>
  `begin; set local role ${id(owner)}; ${statement}; commit`;

/** In the database. */
export function differencesInside(
  { names }: Seen,
  inside: Inside,
  { extensions }: Wanted,
): Difference[] {
  const rights: Difference = {
    field: 'right of its users to make tables',
    before: 'missing',
    after: 'granted',
    inside: true,
    mend: asOwner(
      names,
      `grant usage, create on schema public to ${id(names.app)}`,
    ),
  };
  const missing = extensions
    .filter(name => !inside.extensions.includes(name))
    .map(name => ({
      field: `extension ${name}`,
      before: 'missing',
      after: 'there',
      inside: true,
      mend: asOwner(
        names,
        `set local search_path to public; create extension if not exists ${id(
          name,
        )}`,
      ),
    }));
  return [...(inside.mayMakeTables ? [] : [rights]), ...missing];
}
