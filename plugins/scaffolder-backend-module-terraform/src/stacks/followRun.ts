import { setTimeout as pause } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import type { StackRun } from '@towpath/plugin-terraform-stacks-common';
import { RunFollower } from '@towpath/plugin-terraform-stacks-node';
import type { StackClient } from './StackClient';
import { isOver } from './statuses';
import { isAway, type TaskLog } from '@towpath/template-kit';

export interface FollowOptions {
  client: StackClient;
  log: TaskLog;
  signal?: AbortSignal;
  /** How long to wait for another run on the stack to end. */
  timeoutMs: number;
  /** Whether the step has what it waits for. */
  until(run: StackRun): boolean;
}

const EVERY_MS = 1_000;
const FAILED_EVERY_MS = 2_000;
/** About a minute: as long as a portal takes to start anew, and then some. */
const FAILURES_AT_MOST = 30;

/** Says once for whom a run waits, and gives up when that takes too long. */
class QueueWatch {
  readonly #options: FollowOptions;
  readonly #deadline: number;
  #told?: string;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#deadline = performance.now() + options.timeoutMs;
  }

  async watch({ id, stack, status, holder }: StackRun): Promise<void> {
    if (status !== 'queued' || !holder) return;
    const { client, log } = this.#options;
    const { by, doing, since } = holder;
    if (this.#told !== `${by} ${since}`) {
      log.add(
        'info',
        `Waiting: ${by} works on this stack, ${doing} since ${since}`,
      );
    }
    this.#told = `${by} ${since}`;
    if (performance.now() < this.#deadline) return;
    await client.cancel(id, 'another run held the stack for too long');
    throw new ConflictError(
      `The stack "${stack}" is in use: ${by} holds it for ${doing} since ${since}. Run this again when that has ended`,
    );
  }
}

/**
 * Copies what the steps of a run say into the log of the task, until it is so or the run has ended. A task
 * that is cancelled has the run cancelled, and waits for its end. A portal that starts anew is waited for.
 *
 * @throws ConflictError when another run holds the stack for too long; the reason of the signal once cancelled
 */
export async function followRun(
  id: string,
  options: FollowOptions,
): Promise<StackRun> {
  const { client, log, signal, until } = options;
  const queue = new QueueWatch(options);
  const followed = new RunFollower({
    look: after => client.look(id, after),
    hear: ({ level, message }) => log.add(level, message),
  });
  let failures = 0;
  let isCancelled = false;
  for (;;) {
    try {
      if (signal?.aborted && !isCancelled) {
        await client.cancel(id, 'its task was cancelled').catch(unlessOver);
        isCancelled = true;
      }
      const run = await followed.look(isCancelled ? undefined : signal);
      failures = 0;
      if (isOver(run) || (!isCancelled && until(run))) {
        log.flush();
        signal?.throwIfAborted();
        return run;
      }
      if (!isCancelled) await queue.watch(run);
    } catch (error) {
      failures += 1;
      if (!isAway(error) || failures >= FAILURES_AT_MOST) throw error;
      if (failures === 1) {
        log.add('warn', `The portal did not say how it stands: ${error}`);
      }
    }
    await pauseFor(failures > 0 ? FAILED_EVERY_MS : EVERY_MS, options);
  }
}

/** It may have ended while it was to be cancelled. */
function unlessOver(error: Error): void {
  if (error.name !== 'ConflictError') throw error;
}

/** A cancel is heard at once, and once. */
async function pauseFor(ms: number, { signal }: FollowOptions): Promise<void> {
  if (signal?.aborted) {
    await pause(ms);
    return;
  }
  await pause(ms, undefined, { signal }).catch(() => {});
}
