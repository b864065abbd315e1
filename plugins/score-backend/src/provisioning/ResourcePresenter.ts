import type { Resource } from '@towpath/plugin-score-common';
import type { ObservationStore } from '../database/ObservationStore';
import type { SecretStore } from '../database/SecretStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { Drivers } from '../planning/Drivers';
import { presentResource } from './presentResource';

interface Parts {
  drivers: Drivers;
  secrets: SecretStore;
  observations: ObservationStore;
}

/** Resources as the API answers them, with the names of their secrets and what was last seen of them. */
export class ResourcePresenter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async present(records: ResourceRecord[]): Promise<Resource[]> {
    const { drivers, secrets, observations } = this.#parts;
    const [names, seen] = await Promise.all([
      secrets.names(records.map(({ id }) => id)),
      observations.of(records),
    ]);
    return records.map(record =>
      presentResource(record, {
        secrets: names.get(record.id),
        observed: seen.get(record.id),
        driver: drivers.find(record.driver),
      }),
    );
  }
}
