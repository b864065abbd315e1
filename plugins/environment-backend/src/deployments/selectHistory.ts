import { decodeCursor, refuseCursor } from '@towpath/backend-kit';
import type {
  HistoryEntry,
  HistoryQuery,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { HistoryRow } from '../feed/HistoryRow';

/** One page of what ran, newest first, and one more when there is another page. */
export async function selectHistory(
  knex: Knex,
  service: string,
  query: HistoryQuery & { limit: number },
): Promise<HistoryRow[]> {
  const page = knex('deployment_history')
    .where({ service })
    .orderBy([
      { column: 'deployed_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(query.limit + 1);
  if (query.environment) page.where({ environment: query.environment });
  if (query.cursor) {
    page.whereRaw('(deployed_at, id) < (?, ?)', after(query.cursor));
  }
  return page.select('*');
}

export function historyCursorOf({ deployed_at: at, id }: HistoryRow): string[] {
  return [at.toISOString(), id];
}

function after(cursor: string): [Date, string] {
  const [at, id] = decodeCursor(cursor, 2);
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !/^-?\d{1,18}$/.test(id)) {
    throw refuseCursor(cursor);
  }
  return [time, id];
}

export function toHistoryEntry(
  row: HistoryRow,
  revisionUrl: string | undefined,
): HistoryEntry {
  return {
    id: row.id,
    environment: row.environment,
    version: row.version,
    image: row.image ?? undefined,
    deployedAt: row.deployed_at.toISOString(),
    endedAt: row.ended_at?.toISOString(),
    health: row.health ?? undefined,
    revision: row.revision ?? undefined,
    revisionUrl,
    by: row.by ?? undefined,
    promotionId: row.promotion_id ?? undefined,
    reason: row.reason ?? undefined,
    commits: row.commits ?? undefined,
  };
}
