import { isWithin, type SourcePlace } from '@towpath/gitops';
import type { DeploymentSource } from '@towpath/plugin-environment-common';
import type { ClaimedApplication } from './ClaimedApplication';
import { readWidely } from './readWidely';

/** A folder from which services of one owner alone are deployed. */
export interface HeldFolder {
  /** For people. */
  folder: string;
  /** Entity reference. */
  owner: string;
}

/** Applications that are deployed from folders with, in or around these sources, on whatever branch. */
export function deployedNear<T extends Pick<ClaimedApplication, 'sources'>>(
  sources: DeploymentSource[],
  applications: T[],
): T[] {
  return applications.filter(one => foldersNear(sources, one).length > 0);
}

/**
 * Whose the folders near these sources are, by who is deployed from them. One that several owners deploy from
 * is shared, as a chart is, and nobody's.
 *
 * @param deployed - with the entity reference of who owns the service that has the application
 */
export function findHeldFolders(
  sources: DeploymentSource[],
  deployed: (Pick<ClaimedApplication, 'sources'> & { owner?: string })[],
): HeldFolder[] {
  const owners = new Map<string, Set<string>>();
  for (const { owner, ...one } of deployed) {
    if (!owner) continue;
    for (const { path, repository, host } of foldersNear(sources, one)) {
      const folder = `${path || 'the root'} of ${host}/${repository}`;
      owners.set(folder, (owners.get(folder) ?? new Set()).add(owner));
    }
  }
  return [...owners].flatMap(([folder, all]) =>
    all.size === 1 ? [{ folder, owner: [...all][0] }] : [],
  );
}

function foldersNear(
  sources: DeploymentSource[],
  application: Pick<ClaimedApplication, 'sources'>,
): SourcePlace[] {
  const wanted = placesOf(sources);
  return placesOf(application.sources).filter(place =>
    wanted.some(one => isWithin(one, place) || isWithin(place, one)),
  );
}

// A source that lends its files to another by its name deploys nothing itself.
function placesOf(sources: DeploymentSource[]): SourcePlace[] {
  return sources.flatMap(source => {
    const place = !source.ref || source.path ? readWidely(source) : undefined;
    return place ? [place] : [];
  });
}
