import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** The first answer that is neither undefined nor false; fails with the description when none comes. */
export async function until<T>(
  description: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end)
      throw new Error(`Waited in vain until ${description}`);
    await delay(25);
  }
}
