import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { Facts, RunFilter, RunHead, RunQuery } from '../../types';
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

/** All of them, newest first, without what only their kind can read. */
export async function listHeads(
  knex: Knex,
  query: RunFilter,
): Promise<RunHead[]> {
  return knex('workflow_runs')
    .where(builder => filter(builder, query))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .select(
      'id',
      'kind',
      'subject',
      'status',
      'facts',
      'requested_by as requestedBy',
    );
}

export async function countRuns(knex: Knex, query: RunFilter): Promise<number> {
  const [{ count }] = await knex('workflow_runs')
    .where(builder => filter(builder, query))
    .count();
  return Number(count);
}

function filter(builder: Knex.QueryBuilder, query: RunFilter): void {
  if (query.kinds) builder.whereIn('kind', query.kinds);
  if (query.statuses) builder.whereIn('status', query.statuses);
  if (query.alive) builder.whereNull('ended_at');
  if (query.ids) builder.whereIn('id', query.ids);
  if (query.subjects) builder.whereIn('subject', query.subjects);
  if (query.lockKey) builder.where('lock_key', query.lockKey);
  if (query.requestedBy) builder.where('requested_by', query.requestedBy);
  if (query.facts) builder.where(hasFacts(query.facts));
  if (query.approvers) {
    builder
      .where('status', 'awaiting-approval')
      .whereRaw('approvers && ?::text[]', [query.approvers]);
  }
}

/** A condition on runs that have all of these facts, or those of one of the list. */
export function hasFacts(facts: Facts | Facts[]) {
  const wanted = [facts].flat().map(one => JSON.stringify(one));
  return (builder: Knex.QueryBuilder) => {
    builder.whereRaw('facts @> any(?::jsonb[])', [wanted]);
  };
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
