/**
 * Lets those who ask at about the same time share one answer. Nobody gets the answer to a question
 * that was put before they asked: they wait for the next one, so that it is as fresh as their own.
 */
export class SharedCall<T> {
  readonly #call: () => Promise<T>;
  #running: Promise<unknown> = Promise.resolve();
  #next?: Promise<T>;
  #askers = 0;

  constructor(call: () => Promise<T>) {
    this.#call = call;
  }

  /** @throws the reason of the signal once it is aborted, while the others go on waiting */
  async ask(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.#askers += 1;
    try {
      return await unlessAborted(this.#shared(), signal);
    } finally {
      this.#askers -= 1;
    }
  }

  get isIdle(): boolean {
    return this.#askers === 0;
  }

  #shared(): Promise<T> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const call = this.#call();
      this.#running = call.catch(() => {});
      return call;
    });
    return this.#next;
  }
}

async function unlessAborted<T>(
  answer: Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  if (!signal) return answer;
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
