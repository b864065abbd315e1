import { ConflictError } from '@backstage/errors';
import type { ResourceDriver } from '@towpath/plugin-score-node';

/** The drivers that modules have brought. */
export class Drivers {
  readonly #byName = new Map<string, ResourceDriver>();

  /** @throws ConflictError when another one has the name */
  add(driver: ResourceDriver): void {
    if (this.#byName.has(driver.name)) {
      throw new ConflictError(
        `Two drivers are called "${driver.name}". Install one of the modules that bring them`,
      );
    }
    this.#byName.set(driver.name, driver);
  }

  /** Undefined where it is not installed. */
  find(name: string): ResourceDriver | undefined {
    return this.#byName.get(name);
  }

  /** Of all that are installed, in their order. */
  get names(): string[] {
    return [...this.#byName.keys()].sort();
  }

  /** @throws ConflictError that names those that there are */
  get(name: string): ResourceDriver {
    const driver = this.#byName.get(name);
    if (driver) return driver;
    const known = this.names.join(', ') || 'none';
    throw new ConflictError(
      `There is no driver "${name}". Installed are ${known}: add the module that brings it, or name another one in the definition`,
    );
  }
}
