import type { ArgoCdClient } from '../client/ArgoCdClient';
import type { Clock } from '@towpath/clock';
import { ArgoCdError, isOutage } from '../http/ArgoCdError';
import type { WatchEvent } from '../stream/readEvents';
import type { Application, ApplicationRef } from '../types';
import { ApplicationWaitError, type WaitEnd } from './ApplicationWaitError';
import { describeUnhealthy, judge } from './judge';
import type { WaitOptions } from './WaitOptions';

const LOOK_AGAIN_AFTER_MS = 15_000;
const PAUSE_AFTER_TROUBLE_MS = 2_000;

/**
 * One wait. Events of the stream only say when it is worth looking: they come from the server's
 * cache and may be older than what the caller did just before. What decides is a fresh read.
 */
export class Wait {
  readonly #client: ArgoCdClient;
  readonly #ref: ApplicationRef;
  readonly #options: WaitOptions;
  readonly #signal: AbortSignal;
  #last?: Application;
  #missing = '';
  #wasFine = false;
  #refreshedFor?: string;
  #trouble?: Error;

  constructor(
    client: ArgoCdClient,
    ref: ApplicationRef,
    options: WaitOptions,
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#ref = ref;
    this.#options = options;
    this.#signal = signal;
  }

  async run(clock: Clock): Promise<Application> {
    // However little time is given, it says what was there; the call has a limit of its own.
    if (await this.#look(this.#options.signal)) return this.#last!;
    for (;;) {
      this.#signal.throwIfAborted();
      try {
        for await (const event of this.#events()) {
          if (this.#isWorthALook(event) && (await this.#look(this.#signal)))
            return this.#last!;
        }
      } catch (error) {
        if (!isOutage(error)) throw error;
        this.#trouble = error;
        await clock.sleep(PAUSE_AFTER_TROUBLE_MS, this.#signal);
      }
      if (await this.#look(this.#signal)) return this.#last!;
    }
  }

  end(end: WaitEnd, message: string): ApplicationWaitError {
    return new ApplicationWaitError(
      `Application "${this.#ref.name}" at Argo CD "${
        this.#client.name
      }": ${message}`,
      end,
      this.#last,
    );
  }

  describeDeadline(): string {
    const seconds = Math.round(this.#options.deadlineMs / 1000);
    const lastSeen =
      this.#trouble?.message || this.#missing || 'nothing was heard of it';
    return `not there within ${seconds} s. Last seen: ${lastSeen}`;
  }

  /** Reads the application; true when it is what is waited for. */
  async #look(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      this.#last = await this.#client.get(this.#ref, { signal });
    } catch (error) {
      if (this.#last && ArgoCdError.is(error, 'not-found')) {
        throw this.end('deleted', 'it was deleted');
      }
      if (!isOutage(error)) throw error;
      this.#trouble = error;
      return false;
    }
    this.#trouble = undefined;
    return this.#decide(this.#last);
  }

  async #decide(seen: Application): Promise<boolean> {
    const verdict = judge(seen, this.#options.until);
    if (verdict.kind === 'met') return true;
    if (verdict.kind === 'failed') throw this.end(verdict.end, verdict.message);
    if (!verdict.staleHealth) this.#refuseDegraded(seen);
    this.#report(seen, verdict.message);
    if (verdict.staleHealth) await this.#refresh(seen);
    return false;
  }

  /** What happens to the application, until it is time to look again anyhow. */
  async *#events(): AsyncGenerator<WatchEvent> {
    const ageing = AbortSignal.timeout(LOOK_AGAIN_AFTER_MS);
    const { name, appNamespace, project } = this.#ref;
    try {
      yield* this.#client.openStream(
        { name, appNamespace, ...(project && { projects: [project] }) },
        AbortSignal.any([this.#signal, ageing]),
      );
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!ageing.aborted) throw asTrouble(error, this.#client.name);
    }
  }

  #isWorthALook({ type, application }: WatchEvent): boolean {
    if (application.metadata.name !== this.#ref.name) return false;
    if (type === 'DELETED') return true;
    const seen = application as Application;
    const verdict = judge(seen, this.#options.until);
    if (verdict.kind !== 'missing' || verdict.staleHealth) return true;
    this.#report(seen, verdict.message);
    return seen.status?.health?.status === 'Degraded';
  }

  #refuseDegraded(seen: Application) {
    const { until, failWhenDegraded = true } = this.#options;
    const degraded = seen.status?.health?.status === 'Degraded';
    if (until.healthy && degraded && this.#wasFine && failWhenDegraded) {
      const why = describeUnhealthy(seen.status?.resources ?? []);
      throw this.end('degraded', `it became Degraded${why}`);
    }
    this.#wasFine ||= !degraded;
  }

  #report(seen: Application, missing: string) {
    if (missing === this.#missing) return;
    this.#missing = missing;
    this.#options.onProgress?.(seen, missing);
  }

  // Once for each operation: the server answers when it has looked, and an event follows.
  async #refresh(seen: Application) {
    const finishedAt = seen.status?.operationState?.finishedAt;
    if (this.#refreshedFor === finishedAt) return;
    this.#refreshedFor = finishedAt;
    try {
      const signal = this.#signal;
      await this.#client.get(this.#ref, { refresh: 'normal', signal });
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
  }
}

function asTrouble(error: unknown, instance: string): ArgoCdError {
  if (error instanceof ArgoCdError) return error;
  return new ArgoCdError({
    instance,
    operation: 'watch applications',
    problem: 'unreachable',
    reason: (error as Error).message,
    cause: error,
  });
}
