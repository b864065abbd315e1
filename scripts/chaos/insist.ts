import { setTimeout as pause } from 'node:timers/promises';
import { PortalError } from '../trial/callPortal.ts';

/** What no repetition mends. */
export class Refused extends Error {}

/** Answers of a portal that stay so however often it is asked. */
const FINAL = [400, 403];

/**
 * Repeats what a killed backend or an outage keeps from being answered.
 *
 * @param options - `deadline` as performance.now has it.
 * @throws what was answered last, once that is final or the deadline has passed
 */
export async function insist<T>(
  { deadline }: { deadline: number },
  ask: () => Promise<T>,
  final = FINAL,
): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isRefused =
        error instanceof Refused ||
        (error instanceof PortalError && final.includes(error.status));
      if (isRefused || performance.now() > deadline) throw error;
    }
    await pause(500);
  }
}
