import { posix } from 'node:path';
import { isWithin, readSourcePlace, type SourcePlace } from '@towpath/gitops';
import type { DeploymentSource } from '@towpath/plugin-environment-common';
import type { ClaimingService } from './ClaimingService';
import { isOwnSource } from './isOwnSource';

interface Folder {
  service: ClaimingService;
  place: SourcePlace;
}

/** Finds whose own folders applications read. Components that are no services, such as charts, lend theirs. */
export class FolderOwners {
  readonly #services: ClaimingService[];
  readonly #ownOf: (service: ClaimingService) => SourcePlace | undefined;
  #byRepository?: Map<string, Folder[]>;

  constructor(
    services: ClaimingService[],
    ownOf: (service: ClaimingService) => SourcePlace | undefined,
  ) {
    this.#services = services;
    this.#ownOf = ownOf;
  }

  /**
   * Services of other owners, of whose folders some of the sources are, or that are within one. On which
   * branch does not matter: who writes there writes into the repository of another.
   */
  othersThan(
    service: ClaimingService,
    sources: DeploymentSource[],
  ): ClaimingService[] {
    const own = this.#ownOf(service);
    const others = sources.flatMap(source => {
      const place = readWidely(source);
      if (!place || (own && isOwnSource([source], own))) return [];
      return (
        this.#foldersIn(place)
          .filter(folder => overlap(place, folder.place))
          // Who looks after all of a repository lets others into it.
          .filter(folder => !own || !isWithin(own, folder.place))
          .map(folder => folder.service)
      );
    });
    return [...new Set(others)].filter(
      one => one.ref !== service.ref && one.owner !== service.owner,
    );
  }

  #foldersIn({ host, repository }: SourcePlace): Folder[] {
    this.#byRepository ??= this.#index();
    return this.#byRepository.get(`${host}/${repository}`) ?? [];
  }

  #index(): Map<string, Folder[]> {
    const index = new Map<string, Folder[]>();
    for (const service of this.#services) {
      const place = service.listed ? this.#ownOf(service) : undefined;
      if (!place) continue;
      const key = `${place.host}/${place.repository}`;
      const known = index.get(key);
      if (known) known.push({ service, place });
      else index.set(key, [{ service, place }]);
    }
    return index;
  }
}

function overlap(one: SourcePlace, other: SourcePlace): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

/** Where in Git a source is, by whatever way it is written: a detour is no way around. */
function readWidely({
  repoURL,
  path = '',
  chart,
}: DeploymentSource): SourcePlace | undefined {
  if (chart) return undefined;
  const place = readSourcePlace(repoURL) ?? readSourcePlace(straight(repoURL));
  const folder = posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
  return place && { ...place, path: folder };
}

/** As a client takes it: without steps up, query and fragment. */
function straight(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
