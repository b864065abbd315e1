import { createHash } from 'node:crypto';
import type { DriverRequest } from '@towpath/plugin-score-node';

/** The two users that take turns. */
export const LOGINS = ['a', 'b'] as const;
export type Login = (typeof LOGINS)[number];

/** What belongs to one resource on its server. */
export interface Names {
  /** The database, and the beginning of every other name. */
  database: string;
  /** Owns the database; nobody logs in as it. */
  owner: string;
  /** Owns what is in the database; both users act as it. */
  app: string;
  /** Who logs in. */
  logins: Record<Login, string>;
}

// PostgreSQL cuts a longer name without a word. What is put around a name, `kept_…_20261129031500`, takes 20 more.
const MOST_BYTES = 63 - 'kept__20261129031500'.length;
const DIGEST = 8;
const MOST_READABLE = MOST_BYTES - DIGEST - 1;

const readable = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    // A role whose name begins with pg_ is refused.
    .replace(/^(_|pg_)+/, '')
    .slice(0, MOST_READABLE)
    .replace(/_+$/, '') || 'db';

/**
 * What a new database is called: of service, environment and resource what fits, for people, and a digest of the
 * resource's id, which makes it one.
 */
export function newDatabaseName({
  service,
  environment,
  resource,
}: DriverRequest): string {
  const words = readable(
    `${service.name}_${environment.name}_${resource.name}`,
  );
  const digest = createHash('sha256').update(resource.id).digest('hex');
  return `${words}_${digest.slice(0, DIGEST)}`;
}

/** What belongs to the database of this name. */
export const namesOf = (database: string): Names => ({
  database,
  owner: `${database}_owner`,
  app: `${database}_app`,
  logins: { a: `${database}_a`, b: `${database}_b` },
});

/** All of them that are roles. */
export const rolesOf = ({ owner, app, logins }: Names) => [
  ...[owner, app],
  ...Object.values(logins),
];

/** The comment by which all that belongs to a resource is found. */
export const markOf = (resourceId: string) => `towpath resource ${resourceId}`;

const STAMPED = ', password ';

/** The mark of a login whose password was set: a stamp tells which password. */
export const stampedMark = (mark: string, stamp: string) =>
  `${mark}${STAMPED}${stamp}`;

/** The stamp of a login of the resource, if it has one. */
export const stampOf = (comment: string, mark: string) =>
  comment.startsWith(mark + STAMPED)
    ? comment.slice(mark.length + STAMPED.length)
    : undefined;

const KEPT = /^kept_.+_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** What a database is called once it is deleted. `time` is UTC, as 20261129031500. */
export const keptName = (database: string, time: string) =>
  `kept_${database}_${time}`;

/** When the database of this name was deleted, if it was. */
export function deletedAt(database: string): Date | undefined {
  const [, year, month, day, ...clock] = KEPT.exec(database) ?? [];
  return year
    ? new Date(`${year}-${month}-${day}T${clock.join(':')}Z`)
    : undefined;
}
