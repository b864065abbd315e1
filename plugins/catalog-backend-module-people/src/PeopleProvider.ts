import type { SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { PeopleStore } from './PeopleStore';
import { toEntity } from './toEntity';

/**
 * Has in the catalog whom the store has: at once in this process, and within a minute whatever another one
 * changed, or began to tell before it was killed.
 */
export class PeopleProvider implements EntityProvider {
  readonly #store: PeopleStore;
  readonly #runner: SchedulerServiceTaskRunner;
  #connection?: EntityProviderConnection;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: {
    store: PeopleStore;
    runner: SchedulerServiceTaskRunner;
  }) {
    this.#store = options.store;
    this.#runner = options.runner;
  }

  getProviderName(): string {
    return 'platform-people';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#runner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.tell(),
    });
  }

  /** Tells the catalog who there is now. A name that another source has stays theirs: the location key differs. */
  tell(): Promise<void> {
    const told = this.#telling.then(() => this.#tellNow());
    this.#telling = told.catch(() => {});
    return told;
  }

  async #tellNow(): Promise<void> {
    const people = await this.#store.list();
    await this.#connection?.applyMutation({
      type: 'full',
      entities: people.map(person => ({
        entity: toEntity(person),
        locationKey: this.getProviderName(),
      })),
    });
  }
}
