import { setTimeout as pause } from 'node:timers/promises';
import { inWords } from '@towpath/api-client';
import type { Provision } from '@towpath/plugin-score-common';
import { isAway, type TaskLog } from '@towpath/template-kit';
import { describeApproval } from './describePlan';
import type { ScoreClient } from './ScoreClient';

export interface FollowOptions {
  client: Pick<ScoreClient, 'look'>;
  log: TaskLog;
  signal?: AbortSignal;
  /** Number of the last line that was copied before. Default: none. */
  after?: number;
  /** How long it waits between two looks. Default: 1 s. */
  everyMs?: number;
}

const EVERY_MS = 1_000;
/** A portal that starts anew is away for longer than one look. */
const FAILURES_AT_MOST = 60;

/** A provisioning that has ended, and how far its log was copied. */
export interface Followed {
  provision: Provision;
  after: number;
}

/**
 * Copies what a provisioning says into the log of the task until it has ended, however long it waits for approval. A
 * portal that starts anew is waited for. A task that is cancelled stops to follow; the provisioning itself goes on.
 *
 * @throws what the portal refuses, at once; the reason of the signal once cancelled
 */
export async function followProvision(
  id: string,
  options: FollowOptions,
): Promise<Followed> {
  let { after = 0 } = options;
  const { client, log, signal, everyMs = EVERY_MS } = options;
  let failures = 0;
  let said = '';
  for (;;) {
    signal?.throwIfAborted();
    try {
      const found = await inWords(client.look(id, after));
      failures = 0;
      for (const { seq, level, message } of found.lines) {
        log.add(level, message);
        after = seq;
      }
      // A long log comes in parts.
      if (found.lines.length > 0) continue;
      if (found.ended) return { provision: found, after };
      const state = describeWaiting(found);
      if (state && state !== said) log.add('info', state);
      said = state;
    } catch (error) {
      failures += 1;
      if (!isAway(error) || failures >= FAILURES_AT_MOST) throw error;
      if (failures === 1) {
        log.add('warn', `The portal did not say how it stands: ${error}`);
      }
    }
    await pause(everyMs, undefined, { signal });
  }
}

/** What it waits for, and for whom; empty while it works. */
function describeWaiting({ status, approvals, waitingFor }: Provision): string {
  if (status === 'awaiting-approval') {
    return `Waiting for approval: ${approvals
      .map(describeApproval)
      .join('; ')}`;
  }
  return waitingFor ? `Waiting: ${waitingFor}` : '';
}
