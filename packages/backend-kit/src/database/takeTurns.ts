import type { Knex } from 'knex';
import { oneAtATime } from './oneAtATime';

const PATIENCE_MS = 5_000;

/**
 * Has the processes of a plugin do a thing one after the other, to spare them what the other undoes. It is no promise:
 * whoever has waited for five seconds, or cannot reach the database, goes on beside the one before.
 */
export function takeTurns(knex: Knex) {
  return async (what: string, task: () => Promise<void>): Promise<void> => {
    const turn = await waitForTurn(knex, what).catch(() => undefined);
    try {
      await task();
    } finally {
      // A connection that is lost has ended the turn as well.
      await turn?.rollback().catch(() => {});
    }
  };
}

async function waitForTurn(
  knex: Knex,
  what: string,
): Promise<Knex.Transaction> {
  const turn = await knex.transaction();
  try {
    await turn.raw(`set local lock_timeout = ${PATIENCE_MS}`);
    await oneAtATime(turn, what);
    return turn;
  } catch (error) {
    await turn.rollback();
    throw error;
  }
}
