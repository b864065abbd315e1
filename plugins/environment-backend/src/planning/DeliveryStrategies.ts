import { ConflictError } from '@backstage/errors';
import type {
  DeliveryPlace,
  DeliveryStrategy,
} from '@towpath/plugin-environment-node';

/** What knows more of versions than their image: modules add them. */
export class DeliveryStrategies {
  readonly #all: DeliveryStrategy[] = [];

  /** @throws ConflictError when the name is taken */
  add(strategy: DeliveryStrategy): void {
    if (this.find(strategy.name)) {
      throw new ConflictError(
        `There is a delivery strategy "${strategy.name}" already: give this one another name`,
      );
    }
    this.#all.push(strategy);
  }

  find(name: string): DeliveryStrategy | undefined {
    return this.#all.find(one => one.name === name);
  }

  /** The first that covers a place; undefined where none does. */
  async covering(place: DeliveryPlace): Promise<DeliveryStrategy | undefined> {
    for (const strategy of this.#all) {
      if (await strategy.covers(place)) return strategy;
    }
    return undefined;
  }
}
