import type { Knex } from 'knex';
import type { ObjectNames, Place } from '../model/ResourceRecord';
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

/**
 * Calls resources of a place otherwise, all or none; who uses them, and what came with them, goes on doing so. What is
 * called so already is left as it is.
 */
export async function moveResources(
  trx: Knex.Transaction,
  { service, environment }: Place,
  how: { moves: Move[]; run: string; now: Date },
): Promise<void> {
  const { moves, run, now } = how;
  const rows = await trx<ResourceRow>('resources')
    .where({ service, environment })
    .whereNot({ status: 'kept' })
    .orderBy('id')
    .forUpdate();
  const byId = new Map(moves.map(move => [move.id, move]));
  const newUid = new Map(
    rows.flatMap(({ id, uid }) => {
      const move = byId.get(id);
      return move && move.uid !== uid ? [[uid, move.uid]] : [];
    }),
  );
  const called = (uid: string) => newUid.get(uid) ?? uid;
  // Two may change names, and no two have one at any time.
  await trx<ResourceRow>('resources')
    .whereIn('id', [...byId.keys()])
    .update({ uid: trx.raw("id::text || ' moves'") });
  for (const record of rows.map(toRecord)) {
    const { id, uid, name, broughtBy, needs, former } = record;
    const move = newUid.has(uid) ? byId.get(id) : undefined;
    await trx('resources')
      .where({ id })
      .update(
        toRow({
          ...record,
          broughtBy: broughtBy && called(broughtBy),
          needs: needs.map(called),
          ...(move && {
            ...{ uid: move.uid, name: move.name, byId: move.byId },
            ...{ names: move.names, former: [...former, { uid, name }] },
            ...{ run, updatedAt: now },
            ...(move.isUnfinished && { status: 'providing' as const }),
          }),
        }),
      );
  }
}
