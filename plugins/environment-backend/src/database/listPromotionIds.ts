import type { PromotionStatus } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/** What a list is searched by. */
export interface PromotionFilter {
  service?: string;
  environment?: string;
  statuses?: PromotionStatus[];
  requestedBy?: string;
  /** Entity references of a person and their groups: only what one of them may approve. */
  approvers?: string[];
}

/**
 * Ids of promotions, newest first, one more than `limit` when there are more. `after` is the last
 * id of the page before.
 */
export async function listPromotionIds(
  knex: Knex,
  filter: PromotionFilter,
  { limit, after }: { limit: number; after?: string },
): Promise<string[]> {
  const { service, environment, statuses, requestedBy, approvers } = filter;
  const query = knex('promotions as p')
    .join('workflow_runs as r', 'r.id', 'p.id')
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .pluck('p.id');
  if (service) query.where('p.service', service);
  if (environment) query.where('p.environment', environment);
  if (requestedBy) query.where('p.requested_by', requestedBy);
  if (statuses?.length) query.whereIn('r.status', statuses);
  if (approvers) query.whereRaw('p.approvers && ?::text[]', [approvers]);
  if (after) query.where('p.id', '<', after);
  return query;
}
