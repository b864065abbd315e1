import { createHmac, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KeyedLock, type Log, readJson, writeJson } from '@towpath/sandbox-kit';
import { listHooks } from '../store/hooks.ts';
import type { Repository, RepositoryStore } from '../store/RepositoryStore.ts';
import type { HookRecord } from '../types.ts';

/** Milliseconds before the second, third … attempt; after the last one the delivery is given up. */
const RETRY_DELAYS = [1_000, 5_000, 30_000, 120_000];
const TIMEOUT = 10_000;

interface Delivery {
  id: string;
  /** Its id, not its name: hooks of one that was made anew under it get nothing of this one. */
  repository: number | string;
  hook: number;
  event: HookEvent;
  /** The exact JSON text that is signed and sent. */
  body: string;
  attempts: number;
}

export type HookEvent = 'push' | 'pull_request';

/** Sends webhooks in the background. What waits is on disk and goes out after a restart. */
export class HookDelivery {
  readonly #outbox: string;
  readonly #repositories: RepositoryStore;
  readonly #log: Log;
  readonly #retryDelays: number[];
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #order = new KeyedLock();

  constructor(
    outbox: string,
    repositories: RepositoryStore,
    log: Log,
    retryDelays = RETRY_DELAYS,
  ) {
    this.#outbox = outbox;
    this.#repositories = repositories;
    this.#log = log;
    this.#retryDelays = retryDelays;
  }

  /** Takes up deliveries that an earlier run left. */
  async resume(): Promise<void> {
    for (const file of (await readdir(this.#outbox)).sort()) {
      if (!file.endsWith('.json')) continue;
      const delivery = await readJson<Delivery | undefined>(
        path.join(this.#outbox, file),
        undefined,
      );
      if (delivery) this.#start(delivery);
    }
  }

  /**
   * Queues an event for the hooks that want it. Returns when it is stored, not when it is sent.
   * @param branch decides about hooks with a branch filter
   */
  async queue(
    repository: Repository,
    event: HookEvent,
    branch: string,
    payload: () => Promise<unknown>,
  ): Promise<void> {
    const hooks = (await listHooks(repository)).filter(hook =>
      wants(hook, event, branch),
    );
    if (hooks.length === 0) return;
    const body = JSON.stringify(await payload());
    for (const hook of hooks) {
      const id = randomUUID();
      const delivery = {
        id,
        repository: repository.id,
        hook: hook.id,
        event,
        body,
        attempts: 0,
      };
      await writeJson(this.#file(delivery), delivery);
      this.#start(delivery);
    }
  }

  /** Ends attempts under way; what was not delivered stays in the outbox. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }

  #file({ id }: Delivery): string {
    return path.join(this.#outbox, `${id}.json`);
  }

  #start(delivery: Delivery): void {
    const run = this.#deliver(delivery).catch(error => {
      if (!this.#stop.signal.aborted)
        this.#log.error(`webhook ${delivery.id}: ${error.message}`);
    });
    this.#running.add(run);
    run.finally(() => this.#running.delete(run));
  }

  async #deliver(delivery: Delivery): Promise<void> {
    for (;;) {
      const hook = await this.#hookOf(delivery);
      if (!hook) break;
      const key = `${delivery.repository}/${hook.id}`;
      const problem = await this.#order.run(key, () =>
        this.#send(hook, delivery),
      );
      if (!problem) break;
      const wait = this.#retryDelays[delivery.attempts++];
      this.#log.warn(
        `webhook to ${hook.url} failed (${problem}), attempt ${delivery.attempts}`,
      );
      if (wait === undefined) break;
      await writeJson(this.#file(delivery), delivery);
      await delay(wait, undefined, { signal: this.#stop.signal });
    }
    await rm(this.#file(delivery), { force: true });
  }

  async #hookOf({
    repository,
    hook,
  }: Delivery): Promise<HookRecord | undefined> {
    const found = this.#repositories.findKept(repository);
    return found && (await listHooks(found)).find(({ id }) => id === hook);
  }

  /** Returns what went wrong, or undefined. */
  async #send(
    hook: HookRecord,
    delivery: Delivery,
  ): Promise<string | undefined> {
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        headers: headersOf(hook, delivery),
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(TIMEOUT),
        ]),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `status ${response.status}`;
    } catch (error) {
      if (this.#stop.signal.aborted) throw error;
      const { message, cause } = error as Error;
      return cause instanceof Error ? `${message}: ${cause.message}` : message;
    }
  }
}

function wants(hook: HookRecord, event: HookEvent, branch: string): boolean {
  const filter = hook.branchFilter;
  return (
    hook.active &&
    hook.events.includes(event) &&
    (!filter || path.matchesGlob(branch, filter))
  );
}

function headersOf(
  hook: HookRecord,
  delivery: Delivery,
): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'X-Gitea-Delivery': delivery.id,
    'X-Gitea-Event': delivery.event,
    'X-Gitea-Event-Type': delivery.event,
  };
  if (hook.secret) {
    const signature = createHmac('sha256', hook.secret)
      .update(delivery.body)
      .digest('hex');
    headers['X-Gitea-Signature'] = signature;
    headers['X-Hub-Signature-256'] = `sha256=${signature}`;
  }
  return headers;
}
