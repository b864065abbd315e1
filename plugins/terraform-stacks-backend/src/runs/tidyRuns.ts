import { isEnded } from '@towpath/plugin-runs-common';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { isUuid } from '@towpath/backend-kit';
import type { Run, WorkflowEngine } from '@towpath/workflow';
import type { StackRunInput } from '../model/StackRunInput';
import { unlessOver } from '../stacks/endUnapplied';
import type { Stacks } from '../stacks/Stacks';

/** How long a plan can be confirmed. */
const PLAN_KEPT_MS = 24 * 3600_000;

const KEPT = 'a plan is kept for a day';

/** Who does what nobody asked for. */
export const PORTAL = 'plugin:terraform-stacks';

interface TidyOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  now(): number;
}

/**
 * Ends runs whose plan nobody confirmed within a day; removes what runs have left that have ended, secrets
 * among it; and has applies that nobody brought to their ends brought there by a run of their own, which
 * holds the stack.
 *
 * @throws AggregateError for stacks where that was not possible; the others are done
 */
export async function tidyRuns(options: TidyOptions): Promise<void> {
  await endOldPlans(options);
  const errors: unknown[] = [];
  for (const key of options.stacks.keysHere()) {
    await tidyStack(options, key).catch(error => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.join('. '));
}

async function endOldPlans({ engine, now }: TidyOptions): Promise<void> {
  const heads = await engine.heads({
    kinds: [TERRAFORM_STACKS_RUNS],
    statuses: ['awaiting-approval'],
  });
  for (const { id } of heads) {
    const { createdAt } = await engine.get(id);
    if (createdAt.getTime() > now() - PLAN_KEPT_MS) continue;
    await engine
      .cancel(id, { by: PORTAL, reason: KEPT, unless: isConfirmed })
      .catch(unlessOver);
  }
}

/** Somebody has said meanwhile that it is to be applied. */
function isConfirmed({ status }: Run): boolean {
  return status !== 'awaiting-approval';
}

async function tidyStack(options: TidyOptions, key: string): Promise<void> {
  const { engine, stacks } = options;
  const stack = await stacks.get(key);
  const live = await engine.heads({ facts: { stack: key }, alive: true });
  const ids = new Set(live.map(({ id }) => id));
  for (const run of stack.runs()) {
    if (!ids.has(run) && !(await isBeginning(options, run))) stack.forget(run);
  }
  if (stack.hasForgotten && live.length === 0) await settle(options, key);
}

/** What a run is given is on the disk a moment before the run is in the database. */
async function isBeginning(
  { engine, now }: TidyOptions,
  run: string,
): Promise<boolean> {
  if (!isUuid(run)) return false;
  const { items } = await engine.list({ ids: [run], limit: 1 });
  if (items[0]) return !isEnded(items[0].status);
  return now() - timeOf(run) < PLAN_KEPT_MS;
}

/** A UUID of version 7 begins with its time, in milliseconds since 1970. */
function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

async function settle({ engine, stacks }: TidyOptions, stack: string) {
  const input: StackRunInput = {
    stack,
    intent: 'settle',
    by: 'the portal',
    confirmedBy: [],
    timeoutMs: PLAN_KEPT_MS,
    place: stacks.place,
  };
  await engine.start({
    kind: TERRAFORM_STACKS_RUNS,
    subject: `stack:default/${stack}`,
    lockKey: stack,
    input,
    requestedBy: PORTAL,
  });
}
