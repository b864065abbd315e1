import { randomInt } from 'node:crypto';

// Above the accounts that systems give out by themselves, and below 65534, so that it exists in
// a container that maps no more than 65536 of them.
const FIRST = 64_000;
const LAST = 65_000;

const taken = new Set<number>();

/** Whether this process may act under other accounts. */
export const isRoot = () => process.getuid?.() === 0;

/**
 * A number for the account of one run. It stands in no list of users, so it owns nothing and
 * may do nothing; two runs at the same time have different ones.
 */
export function takeAccount(): { uid: number; release: () => void } {
  for (;;) {
    const uid = randomInt(FIRST, LAST);
    if (taken.has(uid)) continue;
    taken.add(uid);
    return { uid, release: () => void taken.delete(uid) };
  }
}
