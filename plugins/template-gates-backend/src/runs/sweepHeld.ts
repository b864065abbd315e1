import type { Clock } from '@towpath/clock';
import { TEMPLATE_TASKS } from '@towpath/plugin-template-gates-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { HumanDuration } from '@backstage/types';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import type { HoldStore } from '../holding/HoldStore';
import type { HeldInput, HeldRun, HeldState } from '../model/runs';
import { tell, type GateOutbox } from '../notify/GateOutbox';

const PAGE = 200;

interface Parts {
  knex: Knex;
  clock: Clock;
  engine: WorkflowEngine;
  store: HoldStore;
  outbox: GateOutbox;
  /** How long people have to answer. */
  expiresAfter: HumanDuration;
  /** How long after the last time they are told again. */
  remindAfter: HumanDuration;
}

/** Ends what nobody answered in time, and reminds of the rest. */
export async function sweepHeld(
  parts: Parts,
  signal?: AbortSignal,
): Promise<void> {
  let cursor: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await parts.engine.list<HeldInput, HeldState>({
      kinds: [TEMPLATE_TASKS],
      statuses: ['awaiting-approval', 'waiting'],
      limit: PAGE,
      cursor,
    });
    await expire(page.items, parts);
    await remind(page.items, parts);
    cursor = page.nextCursor;
  } while (cursor);
}

async function expire(runs: HeldRun[], parts: Parts): Promise<void> {
  const { engine, expiresAfter, clock } = parts;
  const limit = Duration.fromObject(expiresAfter);
  const old = runs.filter(
    run => lastStirred(run).getTime() + limit.toMillis() <= clock.now(),
  );
  for (const { id, status } of old) {
    const who = status === 'waiting' ? 'who asked for it' : 'anybody';
    await engine
      .cancel(id, {
        by: 'the portal',
        reason: `it has expired, after ${limit.toHuman()} without an answer of ${who}. Ask again from the form`,
      })
      .catch(error => {
        // Somebody was faster.
        if (error.name !== 'ConflictError') throw error;
      });
  }
}

/** When it was asked for, or answered last. */
function lastStirred({ createdAt, approval }: HeldRun): Date {
  return approval?.decisions.at(-1)?.at ?? createdAt;
}

async function remind(runs: HeldRun[], parts: Parts): Promise<void> {
  const { knex, clock, store, outbox, remindAfter } = parts;
  const before = clock.now() - Duration.fromObject(remindAfter).toMillis();
  const ids = await store.notRemindedSince(
    new Date(before),
    runs
      .filter(({ status }) => status === 'awaiting-approval')
      .map(({ id }) => id),
  );
  const occasion = new Date(clock.now()).toISOString();
  for (const id of ids) {
    await knex.transaction(async trx => {
      await store.reminded(id, trx);
      await tell(outbox, { id, what: 'reminder' }, occasion, trx);
    });
  }
}
