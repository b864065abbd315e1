import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { RunQuery } from '../../types';
import type { RunRow } from '../rows';

const MOST = 200;

/** A page of runs, newest first. @throws InputError for a wrong limit or cursor. */
export async function listRuns(
  knex: Knex,
  query: RunQuery,
): Promise<{ rows: RunRow[]; nextCursor?: string }> {
  const { limit, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new InputError(`limit must be from 1 to ${MOST}, not ${limit}`);
  }
  const rows = await knex<RunRow>('workflow_runs')
    .where(builder => filter(builder, query))
    .where(builder => {
      if (cursor) builder.whereRaw('(created_at, id) < (?, ?)', decode(cursor));
    })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page,
    nextCursor: rows.length > limit ? encode(page[limit - 1]) : undefined,
  };
}

function filter(builder: Knex.QueryBuilder, query: RunQuery): void {
  if (query.kinds) builder.whereIn('kind', query.kinds);
  if (query.statuses) builder.whereIn('status', query.statuses);
  if (query.ids) builder.whereIn('id', query.ids);
  if (query.subject) builder.where('subject', query.subject);
  if (query.lockKey) builder.where('lock_key', query.lockKey);
  if (query.requestedBy) builder.where('requested_by', query.requestedBy);
}

function encode({ created_at, id }: RunRow): string {
  return Buffer.from(`${created_at.toISOString()} ${id}`).toString('base64url');
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\da-f-]{36})$/;

function decode(cursor: string): [string, string] {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  if (match) return [match[1], match[2]];
  throw new InputError(
    `cursor "${cursor}" is none of this list. Give the nextCursor of the page before, or none`,
  );
}
