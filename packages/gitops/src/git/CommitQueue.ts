import { isError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { CommitRequest, CommitResult } from '../GitRepository';
import { AskedCommit } from './AskedCommit';
import { isBroken } from './explainFailure';
import { describeOwn, makeCommit } from './makeCommit';
import type { Mirror } from './Mirror';
import { pushWithRetry } from './pushWithRetry';
import { findByTrailers, type LoggedCommit } from './readLog';
import { requireTrailer } from './trailers';

/** So many go by one push at most: the others do not wait for a longer one. */
const MOST_TOGETHER = 25;

/** Runs a task when no other process that would write to the same branch runs one; a name for each branch. */
export type InTurn = (name: string, task: () => Promise<void>) => Promise<void>;

/**
 * Commits to branches of a repository. Those that are asked for while another is written go by one push, each a commit
 * of its own: many writers of one branch would otherwise wait for a push each.
 */
export class CommitQueue {
  readonly #mirror: Mirror;
  readonly #clock: Clock;
  readonly #inTurn: InTurn;
  readonly #waiting = new Map<string, AskedCommit[]>();

  constructor(
    mirror: Mirror,
    { clock, inTurn }: { clock: Clock; inTurn: InTurn },
  ) {
    this.#mirror = mirror;
    this.#clock = clock;
    this.#inTurn = inTurn;
  }

  /** Writes a commit unless one with its key is there already. */
  async commit(branch: string, request: CommitRequest): Promise<CommitResult> {
    const { key, signal } = request;
    requireTrailer(key);
    signal?.throwIfAborted();
    const asked = new AskedCommit(request);
    this.#waiting.set(branch, [...this.#waitingFor(branch), asked]);
    const withdraw = (reason: unknown) => this.#withdraw(branch, asked, reason);
    const end = () => withdraw(signal!.reason);
    signal?.addEventListener('abort', end, { once: true });
    this.#mirror
      .write(branch, () => this.#takeTurn(branch), signal)
      .catch(withdraw);
    try {
      return await asked.result;
    } finally {
      signal?.removeEventListener('abort', end);
    }
  }

  async #takeTurn(branch: string): Promise<void> {
    // Those before have taken it along.
    if (this.#waitingFor(branch).length === 0) return;
    const name = `${this.#mirror.repository.cloneUrl} ${branch}`;
    await this.#inTurn(name, () => this.#writeWaiting(branch));
  }

  /** One that is being written ends when that has ended, and not before: it may be on the host by then. */
  #withdraw(branch: string, asked: AskedCommit, reason: unknown): void {
    const waiting = this.#waitingFor(branch);
    if (!waiting.includes(asked)) return;
    this.#keep(
      branch,
      waiting.filter(one => one !== asked),
    );
    asked.fail(reason);
  }

  async #writeWaiting(branch: string): Promise<void> {
    const together = this.#take(branch);
    for (let open = together; open.length > 0; open = openOf(open)) {
      await this.#write(branch, open);
    }
  }

  /** Those that can be written together: of two with one key the second is to find what the first has written. */
  #take(branch: string): AskedCommit[] {
    const taken = new Map<string, AskedCommit>();
    const left = this.#waitingFor(branch).filter(asked => {
      const key = asked.request.key.join(': ');
      if (taken.has(key) || taken.size === MOST_TOGETHER) return true;
      taken.set(key, asked);
      return false;
    });
    this.#keep(branch, left);
    return [...taken.values()];
  }

  #waitingFor(branch: string): AskedCommit[] {
    return this.#waiting.get(branch) ?? [];
  }

  #keep(branch: string, waiting: AskedCommit[]): void {
    if (waiting.length > 0) this.#waiting.set(branch, waiting);
    else this.#waiting.delete(branch);
  }

  /** Ends some of them at least. */
  async #write(branch: string, asked: AskedCommit[]): Promise<void> {
    const signals = asked.flatMap(({ request }) => request.signal ?? []);
    const signal = AbortSignal.any(signals);
    const once = () =>
      this.#mirror.use(() => this.#tryOnce(branch, asked, signal));
    try {
      const written = await pushWithRetry(this.#clock, once, signal);
      for (const [one, result] of written) one.end(result);
    } catch (error) {
      if (signal.aborted) {
        // The others go on without those.
        asked.forEach(one => one.failIfAborted());
      } else if (asked.length > 1 && isRefusal(error)) {
        // It may be about one of them only.
        for (const one of openOf(asked)) await this.#write(branch, [one]);
      } else {
        asked.forEach(one => one.fail(error));
      }
    }
  }

  async #tryOnce(
    branch: string,
    asked: AskedCommit[],
    signal: AbortSignal,
  ): Promise<Map<AskedCommit, CommitResult>> {
    const mirror = this.#mirror;
    const head = await mirror.head(branch, signal);
    const keys = asked.map(({ request }) => request.key);
    const own = await findByTrailers(mirror, head, keys);
    const written = new Map<AskedCommit, CommitResult>();
    let tip = head;
    for (const [at, one] of asked.entries()) {
      const place = { own: own[at], tip, isOnHost: tip === head };
      const result = await this.#make(one, place, signal);
      if (!result) continue;
      written.set(one, result);
      if (result.created) tip = result.sha;
    }
    if (tip !== head) await mirror.push(tip, branch, signal);
    return written;
  }

  /**
   * What cannot be written is of this one alone, and said at once where it was judged by what is on the host. By what
   * another has only just made it is judged again, once that is there.
   */
  async #make(
    one: AskedCommit,
    { own, tip, isOnHost }: ChainPlace,
    signal: AbortSignal,
  ): Promise<CommitResult | undefined> {
    if (!one.isOpen) return undefined;
    const mirror = this.#mirror;
    try {
      signal.throwIfAborted();
      return own
        ? await describeOwn(mirror, own, one.request)
        : await makeCommit({ mirror, clock: this.#clock }, tip, one.request);
    } catch (error) {
      if (signal.aborted || isBroken(error)) throw error;
      if (isOnHost) one.fail(error);
      return undefined;
    }
  }
}

/** Where in a chain of commits one is to come. */
interface ChainPlace {
  /** What an earlier try has written. */
  own?: LoggedCommit;
  /** The commit below it. */
  tip: string;
  /** Whether that is on the host. */
  isOnHost: boolean;
}

function openOf(asked: AskedCommit[]): AskedCommit[] {
  return asked.filter(one => one.isOpen);
}

/** A final no. */
function isRefusal(error: unknown): boolean {
  return isError(error) && error.name === 'ConflictError';
}
