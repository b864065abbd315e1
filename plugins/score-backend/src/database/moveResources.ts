import type { Knex } from 'knex';
import type {
  ObjectNames,
  Place,
  ResourceRecord,
} from '../model/ResourceRecord';
import { toRecord, toRow, type ResourceRow } from './rows';

/** One resource, and what it is called from now on. */
export interface Move {
  id: string;
  uid: string;
  name: string;
  byId: boolean;
  /** Of its objects, which it keeps. */
  names: ObjectNames;
  /** There is more to do on it than to call it so. */
  isUnfinished: boolean;
}

interface How {
  moves: Move[];
  /** Id of the run that does it. */
  run: string;
  now: Date;
}

/**
 * Calls resources of a place otherwise, all or none; who uses them, and what came with them, goes on doing so. What is
 * called so already is left as it is.
 */
export async function moveResources(
  trx: Knex.Transaction,
  { service, environment }: Place,
  how: How,
): Promise<void> {
  const rows = await trx<ResourceRow>('resources')
    .where({ service, environment })
    .whereNot({ status: 'kept' })
    .orderBy('id')
    .forUpdate();
  const records = rows.map(toRecord);
  const changed = calledOtherwise(records, how);
  // Two may change names, and no two have one at any time.
  await trx<ResourceRow>('resources')
    .whereIn(
      'id',
      changed.map(({ id }) => id),
    )
    .update({ uid: trx.raw("id::text || ' moves'") });
  for (const record of changed) {
    await trx('resources').where({ id: record.id }).update(toRow(record));
  }
}

/** What is moved, and what names that, as it is from now on. */
function calledOtherwise(records: ResourceRecord[], how: How) {
  const moves = new Map(
    records.flatMap(({ id, uid }) => {
      const move = how.moves.find(one => one.id === id && one.uid !== uid);
      return move ? [[uid, move]] : [];
    }),
  );
  const called = (uid: string) => moves.get(uid)?.uid ?? uid;
  return records.flatMap(record => {
    const { uid, broughtBy, needs } = record;
    const move = moves.get(uid);
    const named = [...needs, ...(broughtBy ? [broughtBy] : [])];
    if (!move && !named.some(one => moves.has(one))) return [];
    const around = {
      ...record,
      broughtBy: broughtBy && called(broughtBy),
      needs: needs.map(called),
    };
    return [move ? moved(around, move, how) : around];
  });
}

function moved(
  record: ResourceRecord,
  { uid, name, byId, names, isUnfinished }: Move,
  { run, now }: How,
): ResourceRecord {
  return {
    ...record,
    ...{ uid, name, byId, names, run, updatedAt: now },
    former: [...record.former, { uid: record.uid, name: record.name }],
    status: isUnfinished ? 'providing' : record.status,
  };
}
