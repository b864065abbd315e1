/** Runs one task at a time, in the order in which they were asked for. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the task does; a task whose signal aborts while it waits never starts. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const previous = this.#last;
    const mine = previous.then(() => {
      signal?.throwIfAborted();
      return task();
    });
    this.#last = mine.catch(() => {});
    return mine;
  }
}
