import type { EnvironmentTargetRef } from '@towpath/plugin-environment-common';
import { requireRoom, type RunLimits } from '@towpath/runs';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { ROLLBACK } from '../model/runs';

/**
 * Refuses what would be one too many of its kind; what environments bring by themselves is not among them. A rollback
 * counts against rollbacks of its own target alone: it is how one leaves what went wrong, whatever else is under way.
 *
 * @throws ConflictError with the limit and the way out
 */
export async function requireRoomFor(
  engine: WorkflowEngine,
  { kind, requestedBy }: { kind: string; requestedBy: string },
  { service, environment }: Required<EnvironmentTargetRef>,
  limits: RunLimits,
  trx: Knex.Transaction,
): Promise<void> {
  const { mostPerTarget } = limits;
  const asked = { automatic: false };
  await requireRoom(
    engine,
    {
      many: 'promotions',
      among: { kinds: [kind], facts: asked },
      target: {
        filter: { subjects: [service], facts: { ...asked, environment } },
        words: `${service} to ${environment}`,
      },
      requestedBy,
    },
    kind === ROLLBACK ? { mostPerTarget } : limits,
    trx,
  );
}
