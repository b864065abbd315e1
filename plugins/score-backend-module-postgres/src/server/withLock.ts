import { Session, type SessionOptions } from './Session';

/**
 * Works on what belongs to one resource, while nobody else does: others wait, as long as a statement may take.
 * The server lets go of the lock when the session ends, however it ends.
 */
export const withLock = <T>(
  options: SessionOptions,
  resourceId: string,
  work: (session: Session) => Promise<T>,
): Promise<T> =>
  Session.use(options, async session => {
    await session.rows(
      'select pg_advisory_lock(hashtextextended($1::text, 0))',
      [`towpath resource ${resourceId}`],
    );
    return work(session);
  });
