import { setTimeout } from 'node:timers/promises';

const POLL_MS = 50;
const LIMIT_MS = 20_000;

/** Repeats a check until it stops throwing; after 20 s, or `limitMs`, it throws what the check threw last. */
export async function eventually<T>(
  check: () => Promise<T>,
  limitMs = LIMIT_MS,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await setTimeout(POLL_MS);
    }
  }
}
