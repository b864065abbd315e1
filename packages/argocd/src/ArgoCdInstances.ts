import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { checkInstance, type InstanceCheck } from './checkInstance';
import { ArgoCdClient } from './client/ArgoCdClient';
import { systemClock, type Clock } from '@towpath/clock';
import { readInstances, type ReadInstance } from './config/readInstances';
import { ArgoCdError } from './http/ArgoCdError';

type Entry = ReadInstance & { client?: ArgoCdClient };

/** The Argo CD instances of the configuration, by name. */
export class ArgoCdInstances {
  readonly #entries: Entry[];

  private constructor(entries: Entry[]) {
    this.#entries = entries;
  }

  /**
   * Reads `argocd.instances`. Never throws for a wrong entry and opens no connection:
   * {@link ArgoCdInstances.check} says what is wrong, and so does asking for the instance.
   */
  static fromConfig(
    config: Config,
    options: { clock?: Clock } = {},
  ): ArgoCdInstances {
    const clock = options.clock ?? systemClock;
    return new ArgoCdInstances(
      readInstances(config).map(read => ({
        ...read,
        ...('settings' in read && {
          client: new ArgoCdClient(read.settings, clock),
        }),
      })),
    );
  }

  /** The names of all instances, in the order of the configuration; wrong ones too. */
  names(): string[] {
    return this.#entries.map(({ name }) => name);
  }

  /**
   * The client of the instance with this name; without a name, of the only instance there is.
   *
   * @throws InputError when there is no such instance, or several and no name.
   * @throws ArgoCdError with problem `configuration` when its entry is wrong.
   */
  get(name?: string): ArgoCdClient {
    const entry = this.#find(name);
    if (entry.client) return entry.client;
    throw new ArgoCdError({
      instance: entry.name,
      operation: 'be asked',
      problem: 'configuration',
      reason: 'problem' in entry ? entry.problem : 'it is not configured',
      neverSent: true,
    });
  }

  /** Asks every instance who the portal is to it. Never throws. */
  check(options: { signal?: AbortSignal } = {}): Promise<InstanceCheck[]> {
    return Promise.all(
      this.#entries.map(entry =>
        entry.client
          ? checkInstance(entry.client, options)
          : {
              instance: entry.name,
              ok: false as const,
              problem: 'configuration' as const,
              message: `Argo CD "${entry.name}" cannot be used: ${
                'problem' in entry ? entry.problem : ''
              }`,
            },
      ),
    );
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await Promise.all(this.#entries.map(({ client }) => client?.close()));
  }

  #find(name?: string): Entry {
    if (this.#entries.length === 0) {
      throw new InputError(
        'No Argo CD instance is configured. Add one to argocd.instances in the configuration',
      );
    }
    const known = this.names()
      .map(each => `"${each}"`)
      .join(', ');
    if (name === undefined && this.#entries.length > 1) {
      throw new InputError(
        `There are several Argo CD instances, so instance must name one of: ${known}`,
      );
    }
    const entry =
      name === undefined
        ? this.#entries[0]
        : this.#entries.find(candidate => candidate.name === name);
    if (entry) return entry;
    throw new InputError(
      `There is no Argo CD instance "${name}" in the configuration. Known: ${known}`,
    );
  }
}
