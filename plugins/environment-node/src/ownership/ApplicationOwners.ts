import type { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  isEnvironmentEntity,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import { APPLICATION_NAME, APPLICATION_SELECTOR } from './annotations';
import type { ClaimedApplication } from './ClaimedApplication';
import { toClaimingService, type ClaimingService } from './ClaimingService';
import { findOwnership, type ApplicationOwnership } from './findOwnership';
import { oneOfEachName } from './oneOfEachName';
import { namedFor, placeOf } from './Place';
import { SERVICE_LABEL } from './placeLabels';

interface Options {
  auth: AuthService;
  catalog: CatalogService;
}

// Each brings some names into the query, which has to fit into an address.
const AT_ONCE = 20;

/** Says whose applications are by the catalog of this moment, read as the plugin itself. */
export class ApplicationOwners {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * One answer for each application, in their order.
   *
   * @throws whatever the catalog answers with when it cannot be asked
   */
  async find(
    applications: ClaimedApplication[],
  ): Promise<ApplicationOwnership[]> {
    const environments = await this.#readEnvironments();
    const found: ApplicationOwnership[] = [];
    for (let from = 0; from < applications.length; from += AT_ONCE) {
      const some = applications.slice(from, from + AT_ONCE);
      const services = await this.#readClaimants(some, environments);
      found.push(
        ...some.map(one => findOwnership(one, services, environments)),
      );
    }
    return found;
  }

  async #readEnvironments(): Promise<EnvironmentEntityV1alpha1[]> {
    const entities = await this.#read({ kind: ENVIRONMENT_KIND });
    return oneOfEachName(entities.filter(isEnvironmentEntity));
  }

  /** All components that could claim one of them, and a few that do not. */
  async #readClaimants(
    applications: ClaimedApplication[],
    environments: EnvironmentEntityV1alpha1[],
  ): Promise<ClaimingService[]> {
    const kind = 'Component';
    const entities = await this.#read([
      { kind, 'metadata.name': namesFor(applications, environments) },
      {
        kind,
        [`metadata.annotations.${APPLICATION_NAME}`]: applications.map(
          ({ name }) => name,
        ),
      },
      {
        kind,
        [`metadata.annotations.${APPLICATION_SELECTOR}`]: CATALOG_FILTER_EXISTS,
      },
    ]);
    return entities.map(toClaimingService);
  }

  async #read(filter: EntityFilterQuery): Promise<Entity[]> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const found = new Map<string, Entity>();
    const pages = catalog.streamEntities({ filter }, { credentials });
    for await (const page of pages) {
      // Pages that are read while the catalog changes may tell of an entity twice.
      for (const one of page) found.set(stringifyEntityRef(one), one);
    }
    return [...found.values()];
  }
}

/** Names of components that labels, environments or the names of applications speak of. */
function namesFor(
  applications: ClaimedApplication[],
  environments: EnvironmentEntityV1alpha1[],
): string[] {
  const places = environments.map(placeOf);
  const names = applications.flatMap(application => [
    application.labels[SERVICE_LABEL],
    ...places.map(place => place.serviceIn(application.name)),
    ...places
      .flatMap(place => namedFor(place, application))
      .map(ref => ref.split('/').pop()),
  ]);
  return [...new Set(names)].filter(name => name !== undefined);
}
