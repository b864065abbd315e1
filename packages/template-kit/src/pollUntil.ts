import { setTimeout as pause } from 'timers/promises';

export interface Poll {
  /** Milliseconds. */
  every: number;
  /** Milliseconds. */
  timeout: number;
  signal?: AbortSignal;
  /** Said when the time is over. */
  onTimeout: () => Error;
}

/** Asks until there is an answer. @throws what `onTimeout` makes, or AbortError once cancelled */
export async function pollUntil<T>(
  ask: () => Promise<T | undefined>,
  { every, timeout, signal, onTimeout }: Poll,
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) throw onTimeout();
    await pause(every, undefined, { signal });
  }
}
