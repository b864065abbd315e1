import type { Knex } from 'knex';
import { appliedAsDefined } from './appliedAsDefined';
import { beingChanged } from './isBeingChanged';

/** A look at a stack that has ended. */
interface EndedLook {
  key: string;
  /** When it began. */
  since: Date;
  /** Whether it has found anything. */
  differs: boolean;
}

/**
 * Why nothing is concluded from what a look has seen, in words; undefined where it may be.
 *
 * What was changed while it looked, or is being changed, it may have seen half of. And what it looked with, the module
 * and its variables, has to be what was applied: a difference may be of those otherwise.
 */
export async function findDoubt(
  trx: Knex,
  look: EndedLook,
): Promise<string | undefined> {
  if (await wasChanged(trx, look)) {
    return 'It was being changed while it was looked at';
  }
  if (look.differs && (await isUnapplied(trx, look.key))) {
    return 'What it is made of was changed since it was applied last, so that nobody can tell whether a difference is of that. Apply it first';
  }
  return undefined;
}

async function wasChanged(
  trx: Knex,
  { key, since }: EndedLook,
): Promise<boolean> {
  const { rows } = await trx.raw(
    `select ${beingChanged} or exists (
       select from workflow_runs where lock_key = :key and ended_at >= :since
     ) or exists (
       select from state_versions where stack = :key and at >= :since
     ) or exists (
       select from state_locks where stack = :key
     ) as changed`,
    { key, since },
  );
  return rows[0].changed;
}

async function isUnapplied(trx: Knex, key: string): Promise<boolean> {
  const row = await trx('stacks as s')
    .join('stack_definitions as d', 'd.key', 's.key')
    .where('s.key', key)
    .first(
      trx.raw(
        `s.outdated is not null or (${appliedAsDefined}) is not true as unapplied`,
      ),
    );
  return row?.unapplied ?? false;
}
