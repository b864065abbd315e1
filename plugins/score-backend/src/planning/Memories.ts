import type { ResourceDriver } from '@towpath/plugin-score-node';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { Remembered } from '../model/driverRequest';
import type { ServicePlace } from '../model/ServicePlace';

/** What drivers have kept sealed, for those that are given it back. */
export class Memories {
  readonly #resources: ResourceStore;
  readonly #secrets: SecretStore;

  constructor(parts: { resources: ResourceStore; secrets: SecretStore }) {
    this.#resources = parts.resources;
    this.#secrets = parts.secrets;
  }

  /** Undefined for a driver that does not remember. */
  async of(
    resource: string,
    { driver, place }: { driver: ResourceDriver; place: ServicePlace },
  ): Promise<Remembered | undefined> {
    if (!driver.remembers) return undefined;
    const records = await this.#resources.findLive({
      service: place.service.ref,
      environment: place.environment.name,
    });
    const ids = records
      .filter(record => record.driver === driver.name)
      .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
      .map(({ id }) => id);
    const memories = await this.#secrets.memories(ids);
    const neighbours = ids
      .filter(id => id !== resource)
      .flatMap(id => [memories.get(id)].filter(one => one !== undefined));
    return { memory: memories.get(resource), neighbours };
  }
}
