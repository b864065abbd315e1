import type { LoggedCommit, LogRange } from './readLog';

/** So many commits are kept, whatever the number of ranges. */
const MOST_COMMITS = 6_000;

/** Parts of a history that were read lately. What is behind the id of a commit never changes. */
export class RecentLogs {
  /** The one that was asked for last comes last. */
  readonly #kept = new Map<string, LoggedCommit[]>();
  #size = 0;

  /** @param read - finds out what is not kept; what it fails with is not kept either */
  async get(
    { from, to, limit, path }: LogRange,
    read: () => Promise<LoggedCommit[]>,
  ): Promise<LoggedCommit[]> {
    const key = JSON.stringify([from, to, limit, path]);
    const commits = this.#kept.get(key) ?? (await read());
    this.#forget(key);
    this.#kept.set(key, commits);
    this.#size += commits.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= MOST_COMMITS) break;
      this.#forget(oldest);
    }
    return commits;
  }

  #forget(key: string): void {
    this.#size -= this.#kept.get(key)?.length ?? 0;
    this.#kept.delete(key);
  }
}
