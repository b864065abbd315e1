import { randomBytes } from 'node:crypto';
import { codeOf } from '../server/explainFailure';
import { scramVerifier } from '../server/scramVerifier';
import type { Session, SessionOptions } from '../server/Session';
import type { Login } from '../settings/names';
import { compare, inside } from './compare';
import type { Difference, Wanted } from './differences';
import { checkExtensions } from './inside';
import type { Seen } from './look';

/** How a database is to be, beside what every one is. */
export type Shape = Omit<Wanted, 'newPassword'>;

/** A database that is as it is to be. */
export interface Ready {
  seen: Seen;
  login: Login;
  /** Which password that user has. */
  stamp: string;
  /** That password, when it is a new one. */
  password?: string;
}

const PASSWORD_BYTES = 24;
const STAMP_BYTES = 6;
// Roles, the database, what hangs on both, what is in it; one more for what somebody else did meanwhile.
const MOST_PASSES = 6;
// Somebody else made it first, who asked the same.
const EXISTS = ['42710', '42P04', '23505'];

async function mend(
  session: Session,
  options: SessionOptions,
  seen: Seen,
  differences: Difference[],
): Promise<void> {
  for (const each of differences) {
    try {
      if (each.inside) await inside(options, seen, one => one.run(each.mend));
      else await session.run(each.mend);
    } catch (error) {
      if (!EXISTS.includes(codeOf(error) ?? '')) throw error;
    }
  }
}

/**
 * Mends until nothing differs.
 *
 * @param session - that has the lock of the resource.
 * @param again - looks at it now.
 */
export async function provide(
  session: Session,
  options: SessionOptions,
  again: () => Promise<Seen>,
  shape: Shape,
): Promise<Ready> {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const newPassword = {
    verifier: scramVerifier(password),
    stamp: randomBytes(STAMP_BYTES).toString('hex'),
  };
  let { stamp } = shape;
  let differences: Difference[] = [];
  await checkExtensions(session, shape.extensions);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const seen = await again();
    differences = await compare(options, seen, {
      ...shape,
      stamp,
      newPassword,
    });
    if (!differences.length && stamp !== undefined) {
      const isNew = stamp === newPassword.stamp;
      return { seen, login: shape.login, stamp, ...(isNew && { password }) };
    }
    await mend(session, options, seen, differences);
    if (differences.some(each => each.password)) stamp = newPassword.stamp;
  }
  const left = differences.map(({ field }) => field).join(', ');
  throw new Error(
    `The database does not stay as it is made: ${left}. Somebody else seems to change it`,
  );
}
