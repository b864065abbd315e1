import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  isEnvironmentEntity,
  type EnvironmentApi,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import {
  APPLICATION_NAME,
  APPLICATION_SELECTOR,
  MANAGED_BY_LOCATION,
} from './annotations';
import type { ClaimedApplication } from './ClaimedApplication';
import { toClaimingService, type ClaimingService } from './ClaimingService';
import {
  findOwnership,
  labelledService,
  type ApplicationOwnership,
} from './findOwnership';
import { doubtOf, type KnownName } from './knownNames';
import { FolderOwners } from './FolderOwners';
import { oneOfEachName } from './oneOfEachName';
import { ownSource } from './ownSource';
import { namedFor, placeOf } from './Place';
import { SERVICE_LABEL } from './placeLabels';
import { readWidely } from './readWidely';

interface Options {
  auth: AuthService;
  catalog: CatalogService;
  /** Knows which service each name has meant before. */
  environment: {
    as(credentials: BackstageCredentials): Pick<EnvironmentApi, 'getKnownName'>;
  };
}

// Each brings some names into the query, which has to fit into an address.
const AT_ONCE = 20;

/**
 * Says whose applications are by the catalog of this moment, and by which service a name has meant before;
 * both are asked as the plugin itself.
 */
export class ApplicationOwners {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * One answer for each application, in their order.
   *
   * @throws whatever the catalog or the environment plugin answers with when it cannot be asked
   */
  async find(
    applications: ClaimedApplication[],
  ): Promise<ApplicationOwnership[]> {
    const environments = await this.#readEnvironments();
    const found: ApplicationOwnership[] = [];
    for (let from = 0; from < applications.length; from += AT_ONCE) {
      const some = applications.slice(from, from + AT_ONCE);
      const services = await this.#doubtStrangers(
        await this.#readClaimants(some, environments),
        new Set(some.flatMap(one => namedBy(one, environments))),
      );
      found.push(
        ...some.map(one => findOwnership(one, services, environments)),
      );
    }
    return found;
  }

  /**
   * Services of other owners in whose folders an application is, or would be, deployed from; all owners are
   * others to one that is no service's.
   *
   * @param ref - reference of its service
   * @throws as {@link ApplicationOwners.find}
   */
  async findFolderOwners(
    application: ClaimedApplication,
    ref: string | undefined,
  ): Promise<ClaimingService[]> {
    const near = await this.#readNear([application]);
    const nobody = { ref: '', name: '', annotations: {}, listed: false };
    return new FolderOwners(near, ownSource).othersThan(
      near.find(one => one.ref === ref) ?? nobody,
      application.sources,
    );
  }

  async #readEnvironments(): Promise<EnvironmentEntityV1alpha1[]> {
    const entities = await this.#read({ kind: ENVIRONMENT_KIND });
    return oneOfEachName(entities.filter(isEnvironmentEntity));
  }

  /** All components that could claim one of them or own its folders, and a few that do not. */
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
    const claimants = entities.map(toClaimingService);
    const near = await this.#readNear(applications);
    const known = new Set(claimants.map(({ ref }) => ref));
    return [...claimants, ...near.filter(({ ref }) => !known.has(ref))];
  }

  /** Components from the repositories that the applications are deployed from, and a few others. */
  async #readNear(
    applications: ClaimedApplication[],
  ): Promise<ClaimingService[]> {
    const repositories = applications
      .flatMap(({ sources }) => sources)
      .map(source => readWidely(source)?.repository)
      .filter(repository => repository !== undefined);
    const found: Entity[] = [];
    for (const term of new Set(repositories)) {
      const fields = [`metadata.annotations.${MANAGED_BY_LOCATION}`];
      const fullTextFilter = { term, fields };
      found.push(...(await this.#read({ kind: 'Component' }, fullTextFilter)));
    }
    return found.map(toClaimingService);
  }

  /** With why a service whose name the platform's side says may be another than is meant. */
  async #doubtStrangers(
    services: ClaimingService[],
    named: Set<string>,
  ): Promise<ClaimingService[]> {
    return Promise.all(
      services.map(async service => {
        if (!named.has(service.ref)) return service;
        const doubt = doubtOf(service, await this.#findKnown(service.ref));
        return doubt === undefined ? service : { ...service, doubt };
      }),
    );
  }

  /** Undefined for a name that was not heard before, and where nothing follows applications. */
  async #findKnown(ref: string): Promise<KnownName | undefined> {
    const { auth, environment } = this.#options;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      return await environment.as(credentials).getKnownName(ref);
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 404)
        return undefined;
      throw error;
    }
  }

  async #read(
    filter: EntityFilterQuery,
    fullTextFilter?: { term: string; fields: string[] },
  ): Promise<Entity[]> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const found = new Map<string, Entity>();
    const pages = catalog.streamEntities(
      { filter, ...(fullTextFilter && { fullTextFilter }) },
      { credentials },
    );
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
    ...namedBy(application, environments).map(ref => ref.split('/').pop()),
  ]);
  return [...new Set(names)].filter(name => name !== undefined);
}

/** References of the services that its label and environments name. */
function namedBy(
  application: ClaimedApplication,
  environments: EnvironmentEntityV1alpha1[],
): string[] {
  const labelled = labelledService(application);
  return [
    ...(labelled ? [labelled] : []),
    ...environments.map(placeOf).flatMap(place => namedFor(place, application)),
  ];
}
