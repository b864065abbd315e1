import type { Resource } from '@towpath/plugin-score-common';
import type { ObservationStore } from '../database/ObservationStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { Drivers } from '../planning/Drivers';
import { presentResource } from './presentResource';

interface Parts {
  drivers: Drivers;
  secrets: SecretStore;
  observations: ObservationStore;
  uses: UseStore;
}

/** Resources as the API answers them, with the names of their secrets and what was last seen of them. */
export class ResourcePresenter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async present(records: ResourceRecord[]): Promise<Resource[]> {
    const { drivers, secrets, observations, uses } = this.#parts;
    const ids = records.map(({ id }) => id);
    const [names, seen, users] = await Promise.all([
      secrets.names(ids),
      observations.of(records),
      uses.ofResources(ids),
    ]);
    return records.map(record =>
      presentResource(record, {
        secrets: names.get(record.id),
        observed: seen.get(record.id),
        users: users.get(record.id),
        driver: drivers.find(record.driver),
      }),
    );
  }
}
