import type {
  StackDrift,
  StackLock,
  StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import { moduleWords } from '../model/moduleWords';
import type { DriftRow } from '../stacks/DriftStore';
import type { ListedStack } from '../stacks/StackStore';

/** A stack as lists and its page show it. */
export function presentStack(
  row: ListedStack,
  locked?: StackLock,
): StackSummary {
  return {
    key: row.key,
    owner: row.owner,
    saidBy: row.said_by,
    since: row.since.toISOString(),
    environment: row.environment ?? undefined,
    service: row.service ?? undefined,
    costCentre: row.cost_centre ?? undefined,
    module: row.module ? moduleWords(row.module) : undefined,
    resources: row.resources,
    outdated: row.outdated ?? undefined,
    drift: presentDrift({
      status: row.drift_status ?? 'unknown',
      why: row.drift_why ?? whyUnknown(row),
      at: row.drift_at,
      seen_at: row.drift_seen_at,
      since: row.drift_since,
      run: row.drift_run,
    }),
    locked,
    lastRun: lastRunOf(row),
  };
}

/** What was changed outside of Terraform, as far as it was looked at. */
export function presentDrift(
  row: Pick<DriftRow, 'status' | 'why' | 'at' | 'seen_at' | 'since' | 'run'> &
    Partial<Pick<DriftRow, 'changes'>>,
): StackDrift {
  return {
    status: row.status,
    why: row.why ?? undefined,
    at: row.at?.toISOString(),
    seenAt: row.seen_at?.toISOString(),
    since: row.since?.toISOString(),
    run: row.run ?? undefined,
    changes: row.changes ?? undefined,
  };
}

function whyUnknown({ drift_at: at, module, resources }: ListedStack) {
  if (at) return null;
  if (!module) return 'The portal does not know what this stack is made of';
  return resources === 0 ? 'There is nothing in it yet' : 'Not looked at yet';
}

function lastRunOf(row: ListedStack): StackSummary['lastRun'] {
  const { last_run: id, run_status: status, run_at: at } = row;
  if (!id || !status || !at) return undefined;
  return { id, status, link: `/runs/${id}`, at: at.toISOString() };
}
