import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  Destroyed,
  DriverCall,
  DriverRequest,
  Provided,
  ResourceDriver,
} from '../Driver';
import type { DriverContract } from './DriverContract';

/** As it is after a database has held it. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** One resource of a test: who asks for it, what is known of it, and whatever was said about it. */
export class Bench {
  readonly driver: ResourceDriver;
  /** All that people could read: answers without their secrets, lines of the log. */
  readonly said: string[] = [];
  readonly #settings: JsonObject;
  readonly #environment: string;
  readonly #id = randomUUID();
  readonly #kept: JsonObject[] = [];
  #state?: JsonObject;
  #memory?: JsonObject;

  constructor(contract: DriverContract, environment = 'dev') {
    this.driver = contract.driver();
    this.#settings = contract.settings();
    this.#environment = environment;
  }

  request(settings = this.#settings): DriverRequest {
    return {
      resource: {
        id: this.#id,
        uid: 'sample.default#orders.db',
        type: 'sample',
        class: 'default',
        name: 'db',
      },
      service: { ref: 'component:default/orders', name: 'orders' },
      environment: { name: this.#environment, tier: this.#environment },
      namespace: `orders-${this.#environment}`,
      settings,
      params: {},
      ...(this.#state && { state: this.#state }),
      ...(this.#memory && { memory: this.#memory }),
    };
  }

  call(signal = new AbortController().signal): DriverCall {
    const take = (line: string) => void this.said.push(line);
    return { signal, log: { info: take, warn: take } };
  }

  async plan() {
    return this.#hear(await this.driver.plan(this.request(), this.call()));
  }

  async observe() {
    return this.#hear(await this.driver.observe(this.request(), this.call()));
  }

  async apply(): Promise<Provided> {
    return this.take(await this.applyAndForget());
  }

  /** As a process that dies before it has written down what the driver answered. */
  applyAndForget(): Promise<Provided> {
    return this.driver.apply(this.request(), this.call());
  }

  /** As {@link applyAndForget}; only of drivers that can. */
  rotateAndForget(): Promise<Provided> {
    return this.driver.rotate!(this.request(), this.call());
  }

  /** As {@link applyAndForget}; only of drivers that can. */
  acceptAndForget(): Promise<Provided> {
    return this.driver.accept!(this.request(), this.call());
  }

  async planImport(what: JsonObject) {
    const { imports } = this.driver;
    return this.#hear(await imports!.plan(this.request(), what, this.call()));
  }

  /** As {@link applyAndForget}; only of drivers that can. */
  takeAndForget(what: JsonObject): Promise<Provided> {
    return this.driver.imports!.take(this.request(), what, this.call());
  }

  async restore(kept: JsonObject): Promise<Provided> {
    return this.take(
      await this.driver.restore!(this.request(), kept, this.call()),
    );
  }

  async destroy(): Promise<Destroyed> {
    const destroyed = this.#hear(
      await this.driver.destroy(this.request(), this.call()),
    );
    if (destroyed.kept) this.#kept.push(destroyed.kept.state);
    return destroyed;
  }

  async purge(kept: JsonObject): Promise<void> {
    await this.driver.purge?.(kept, this.call());
  }

  /** Writes down an answer for the next call. */
  take(provided: Provided): Provided {
    const { secrets: _secrets, memory, ...open } = provided;
    this.#memory = memory && stored(memory);
    this.#state = this.#hear(open).state;
    return provided;
  }

  /** Leaves nothing of it outside. */
  async clear(): Promise<void> {
    await this.destroy();
    for (const kept of this.#kept) await this.purge(kept);
  }

  #hear<T>(answer: T): T {
    this.said.push(JSON.stringify(answer));
    return stored(answer);
  }
}
