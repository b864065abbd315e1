import type { Resource } from '@towpath/plugin-score-common';
import type { ObservationStore } from '../database/ObservationStore';
import type { SecretStore } from '../database/SecretStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import { presentResource } from './presentResource';

/** Resources as the API answers them, with the names of their secrets and what was last seen of them. */
export class ResourcePresenter {
  readonly #parts: { secrets: SecretStore; observations: ObservationStore };

  constructor(parts: { secrets: SecretStore; observations: ObservationStore }) {
    this.#parts = parts;
  }

  async present(records: ResourceRecord[]): Promise<Resource[]> {
    const { secrets, observations } = this.#parts;
    const [names, seen] = await Promise.all([
      secrets.names(records.map(({ id }) => id)),
      observations.of(records),
    ]);
    return records.map(record =>
      presentResource(record, {
        secrets: names.get(record.id),
        observed: seen.get(record.id),
      }),
    );
  }
}
