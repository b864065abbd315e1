import { failureOf, notUnderstood } from '../http/failures';
import { removeListed } from '../http/removeListed';
import type { HostedRepository, HostPlace } from '../location/HostedRepository';
import type { Hook, Hooks } from './Hooks';

interface KnownHook {
  id: number;
  url: string;
}

/** The bare calls of one host's API. */
export interface HookCalls {
  list(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<KnownHook[]>;
  create(
    repository: HostedRepository,
    hook: Hook,
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** Absent where the host keeps the secret that a hook began with. */
  edit?(
    repository: HostedRepository,
    known: KnownHook,
    hook: Hook,
    signal?: AbortSignal,
  ): Promise<unknown>;
  remove(
    repository: HostedRepository,
    known: KnownHook,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** What is the same on every host. */
export class DefaultHooks implements Hooks {
  readonly #calls: HookCalls;

  constructor(calls: HookCalls) {
    this.#calls = calls;
  }

  async ensure(
    repository: HostedRepository,
    hook: Hook,
    signal?: AbortSignal,
  ): Promise<void> {
    const known = await this.#of(repository, hook.url, signal);
    const [first, ...others] = known;
    if (first && this.#calls.edit) {
      await this.#calls.edit(repository, first, hook, signal);
      await this.#removeAll(repository, others, signal);
      return;
    }
    await this.#create(repository, hook, signal);
    await this.#removeAll(repository, known, signal);
  }

  async remove(
    repository: HostedRepository,
    url: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const known = await this.#of(repository, url, signal);
    await this.#removeAll(repository, known, signal);
    return known.length > 0;
  }

  async #of(repository: HostedRepository, url: string, signal?: AbortSignal) {
    const known = await this.#calls.list(repository, signal);
    return known.filter(one => sameUrl(one.url, url));
  }

  /** GitHub has one hook an address: another replica may have been faster. */
  async #create(
    repository: HostedRepository,
    hook: Hook,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      await this.#calls.create(repository, hook, signal);
    } catch (error) {
      if (failureOf(error)?.ending !== 'refused') throw error;
      const [known] = await this.#of(repository, hook.url, signal);
      if (!known || !this.#calls.edit) throw error;
      await this.#calls.edit(repository, known, hook, signal);
    }
  }

  async #removeAll(
    repository: HostedRepository,
    known: KnownHook[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const one of known) {
      await removeListed(
        this.#calls.remove(repository, one, signal),
        async () =>
          (
            await this.#calls.list(repository, signal)
          ).some(({ id }) => id === one.id),
      );
    }
  }
}

/** A hook in an answer, whose address Gitea and GitHub have under `config`. @throws when it is none */
export function presentHook(place: HostPlace, answer: unknown): KnownHook {
  const { id, url, config } = (answer ?? {}) as {
    id?: unknown;
    url?: unknown;
    config?: { url?: unknown };
  };
  const target = config ? config.url : url;
  if (typeof id !== 'number' || typeof target !== 'string') {
    throw notUnderstood(place, 'a hook');
  }
  return { id, url: target };
}

function sameUrl(one: string, other: string): boolean {
  const plain = (url: string) => (URL.canParse(url) ? new URL(url).href : url);
  return plain(one) === plain(other);
}
