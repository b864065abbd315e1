import { scheduler } from 'node:timers/promises';

interface Waiting {
  signal?: AbortSignal;
  /** After so long it goes on beside the one before, which may never end. Default is to wait. */
  patienceMs?: number;
}

/** Runs one task at a time, in the order in which they were asked for. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve();
  #users = 0;

  /** Resolves or rejects as the task does; a task whose signal aborts while it waits ends at once and never starts. */
  async run<T>(task: () => Promise<T>, waiting: Waiting = {}): Promise<T> {
    waiting.signal?.throwIfAborted();
    const previous = this.#last;
    const mine = waitFor(previous, waiting).then(task);
    this.#last = Promise.allSettled([previous, mine]);
    this.#users += 1;
    try {
      return await mine;
    } finally {
      this.#users -= 1;
    }
  }

  get isIdle(): boolean {
    return this.#users === 0;
  }
}

/** Resolves when the one before has ended or patience has; rejects as soon as the signal aborts. */
async function waitFor(
  previous: Promise<unknown>,
  { signal, patienceMs }: Waiting,
): Promise<void> {
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  // A timer may wait for three weeks at most.
  const limit = scheduler.wait(patienceMs ?? 2 ** 31 - 1, { signal: either });
  try {
    await Promise.race([previous, limit]);
    signal?.throwIfAborted();
  } catch {
    throw signal!.reason;
  } finally {
    over.abort();
    limit.catch(() => {});
  }
}
