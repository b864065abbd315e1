import type { Seal } from '@towpath/seal';
import type { Knex } from 'knex';

/** A column of sealed values. */
export interface SealedColumn {
  table: string;
  column: string;
  /** The column that names a row. */
  id: string;
  /** What values were sealed for: a table, and the column with the name of the row there. Default: this row. */
  placed?: { table: string; row: string };
  /** The column that has the id of the key, where there is one. */
  keyId?: string;
}

interface ResealOptions {
  knex: Knex;
  seal: Seal;
  signal: AbortSignal;
}

const BATCH = 100;

/**
 * Seals with the current key what an older one has sealed, one value at a time, since each may be large. It can be
 * stopped, and run again, at any time.
 *
 * @returns how many
 * @throws AggregateError for those that do not open, which stay as they are
 */
export async function resealColumns(
  columns: SealedColumn[],
  options: ResealOptions,
): Promise<number> {
  const errors: unknown[] = [];
  let count = 0;
  for (const column of columns) {
    for await (const id of findOlder(column, options)) {
      count += await resealValue(column, id, options).catch(error => {
        errors.push(error);
        return 0;
      });
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.join('. '));
  return count;
}

async function* findOlder(
  { table, column, id, keyId }: SealedColumn,
  { knex, seal, signal }: ResealOptions,
): AsyncGenerator<string> {
  const mark = seal.currentMark;
  let after: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const older = knex(table).whereNotNull(column).orderBy(id).limit(BATCH);
    if (keyId !== undefined) older.whereNot(keyId, seal.currentKeyId);
    else {
      const begins = 'substring(?? from 1 for ?) <> ?';
      older.whereRaw(begins, [column, mark.length, mark]);
    }
    if (after !== undefined) older.where(id, '>', after);
    const ids: string[] = await older.pluck(id);
    yield* ids;
    if (ids.length < BATCH) return;
    after = ids.at(-1);
  }
}

/** One that was replaced since it was read is not that old any more. */
async function resealValue(
  { table, column, id, placed = { table, row: id }, keyId }: SealedColumn,
  value: string,
  { knex, seal }: ResealOptions,
): Promise<number> {
  const row = await knex(table)
    .where(id, value)
    .first({ sealed: column, name: placed.row });
  if (!row?.sealed) return 0;
  const place = { table: placed.table, row: row.name, field: column };
  const anew = seal.sealBytes(seal.openBytes(row.sealed, place), place);
  return knex(table)
    .where({ [id]: value, [column]: row.sealed })
    .update({
      [column]: anew,
      ...(keyId !== undefined && { [keyId]: seal.currentKeyId }),
    });
}
