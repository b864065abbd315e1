import type { Knex } from 'knex';
import { defineRunKind, done } from '../index';

export const LEASE_MS = 3_000;

/** What the process that has the step does after its effect. */
type Then = (context: {
  signal: AbortSignal;
  log: { info(message: string): void };
}) => Promise<void>;

/**
 * A step as one has to be: it looks for its own effect, a row with its idempotency key, before it acts. `by` says
 * which process returned.
 */
export function crashKind(knex: Knex, by: string, then: Then) {
  const find = (key: string) => knex('effects').where({ key }).first();
  return defineRunKind<object, { by: string; acted?: boolean }>({
    kind: 'work',
    steps: [
      {
        name: 'act',
        maxAttempts: 2,
        async run({ idempotencyKey, log, signal }) {
          const found = await find(idempotencyKey);
          if (!found) await knex('effects').insert({ key: idempotencyKey });
          await then({ log, signal });
          return done({ by });
        },
        async settle({ idempotencyKey }) {
          return { by, acted: Boolean(await find(idempotencyKey)) };
        },
      },
    ],
  });
}
