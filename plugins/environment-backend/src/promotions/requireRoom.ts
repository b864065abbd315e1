import { ConflictError } from '@backstage/errors';
import type { EnvironmentTargetRef } from '@towpath/plugin-environment-common';
import type { RunFilter, WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { ROLLBACK } from '../model/runs';
import type { PromotionLimits } from './readLimits';

/** How many of one kind that somebody asked for have not ended. */
export interface UnfinishedCount {
  /** Of this service to this environment. */
  target: number;
  /** By this person. */
  person: number;
  all: number;
}

/** What environments bring by themselves is not among them. */
export async function countUnfinished(
  engine: WorkflowEngine,
  { kind, requestedBy }: { kind: string; requestedBy: string },
  { service, environment }: Required<EnvironmentTargetRef>,
  trx: Knex.Transaction,
): Promise<UnfinishedCount> {
  const count = (filter: RunFilter, facts = {}) =>
    engine.count(
      {
        kinds: [kind],
        alive: true,
        facts: { automatic: false, ...facts },
        ...filter,
      },
      { trx },
    );
  return {
    target: await count({ subjects: [service] }, { environment }),
    person: await count({ requestedBy }),
    all: await count({}),
  };
}

/**
 * Refuses what would be one too many, once it is counted. A rollback counts against rollbacks of
 * its own target alone: it is how one leaves what went wrong, whatever else is under way.
 *
 * @throws ConflictError with the limit and the way out
 */
export function requireRoom(
  { target, person, all }: UnfinishedCount,
  kind: string,
  { service, environment }: Required<EnvironmentTargetRef>,
  { mostPerTarget, mostPerPerson, mostInAll }: PromotionLimits,
): void {
  if (target > mostPerTarget) {
    throw new ConflictError(
      `${mostPerTarget} of ${service} to ${environment} have not ended, which are the most of one kind (mostPerTarget): cancel one, or wait until one ends`,
    );
  }
  if (kind === ROLLBACK) return;
  if (person > mostPerPerson) {
    throw new ConflictError(
      `You have ${mostPerPerson} promotions that have not ended, which are the most (mostPerPerson): cancel one, or wait until one ends`,
    );
  }
  if (all > mostInAll) {
    throw new ConflictError(
      `${mostInAll} promotions have not ended, which are the most in all (mostInAll): wait until one ends`,
    );
  }
}
