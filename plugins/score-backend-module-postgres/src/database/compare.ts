import { Session, type SessionOptions } from '../server/Session';
import {
  differencesInside,
  differencesOnServer,
  type Difference,
  type Wanted,
} from './differences';
import { lookInside } from './inside';
import type { Seen } from './look';

/** A session in the database of a resource. */
export const inside = <T>(
  options: SessionOptions,
  { names }: Pick<Seen, 'names'>,
  use: (session: Session) => Promise<T>,
): Promise<T> => Session.use({ ...options, database: names.database }, use);

/** All that is otherwise than it is to be, in the order in which it can be mended. */
export async function compare(
  options: SessionOptions,
  seen: Seen,
  wanted: Wanted,
): Promise<Difference[]> {
  const onServer = differencesOnServer(seen, wanted);
  const { database, mayActAsOwner, hasApp, names } = seen;
  const canEnter =
    database?.open && database.owner === names.owner && mayActAsOwner && hasApp;
  if (!canEnter) return onServer;
  const is = await inside(options, seen, session => lookInside(session, names));
  return [...onServer, ...differencesInside(seen, is, wanted)];
}
