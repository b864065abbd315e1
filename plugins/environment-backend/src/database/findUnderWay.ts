import type { PromotionStatus } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/** A promotion or rollback that has not ended. */
export interface UnderWay {
  id: string;
  service: string;
  environment: string;
  version: string;
  status: PromotionStatus;
}

const ALIVE = ['awaiting-approval', 'queued', 'running', 'waiting'];

/** What is under way to any place of these services, newest first. */
export async function findUnderWay(
  knex: Knex,
  services: string[],
): Promise<UnderWay[]> {
  return knex('workflow_runs as r')
    .join('promotions as p', 'p.id', 'r.id')
    .whereIn('r.subject', services)
    .whereNull('r.ended_at')
    .whereIn('r.status', ALIVE)
    .orderBy('p.id', 'desc')
    .select('p.id', 'p.service', 'p.environment', 'p.version', 'r.status');
}
