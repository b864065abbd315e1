import { parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { DriverPlace } from '../model/driverRequest';
import type { ServicePlaces } from './ServicePlaces';

/** Where resources are that are there already. What was written down when they were provided asks nobody. */
export class RecordPlaces {
  readonly #places: ServicePlaces;

  constructor(places: ServicePlaces) {
    this.#places = places;
  }

  /** @throws NotFoundError for a service that is not in the catalog any more, and what {@link ServicePlaces.find} throws */
  async of(record: ResourceRecord): Promise<DriverPlace> {
    const { service: ref, environment: name, request } = record;
    const { namespace, tier } = request;
    if (namespace !== undefined && tier !== undefined) {
      const service = { ref, name: parseEntityRef(ref).name };
      return { service, environment: { name, tier }, namespace };
    }
    // Provided before a record said where.
    const entity = await this.#places.entityForPortal(ref);
    if (entity) return this.#places.find(entity, name);
    throw new NotFoundError(`${ref} is not in the catalog any more`);
  }
}
