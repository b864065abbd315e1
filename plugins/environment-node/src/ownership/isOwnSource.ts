import { isWithin, readSourcePlace, type SourcePlace } from '@towpath/gitops';
import type { DeploymentSource } from '@towpath/plugin-environment-common';

const DEFAULT_BRANCHES = ['main', 'master'];

/** Whether all that an application reads from Git, and there is some, is in this folder of this branch. */
export function isOwnSource(
  sources: DeploymentSource[],
  own: SourcePlace,
): boolean {
  const fromGit = sources.filter(({ chart }) => !chart);
  return (
    fromGit.length > 0 &&
    fromGit.every(source => {
      const place = placeOf(source);
      return place && isWithin(place, own) && isSameRef(source, own);
    })
  );
}

function placeOf(source: DeploymentSource): SourcePlace | undefined {
  const place = readSourcePlace(source.repoURL);
  const path = (source.path ?? '').split('/').filter(isFolder);
  if (!place || place.path || path.includes('..')) return undefined;
  return { ...place, path: path.join('/') };
}

function isFolder(part: string): boolean {
  return part !== '' && part !== '.';
}

// Who may push a branch of a shared repository may register an entity from it.
function isSameRef(
  { targetRevision }: DeploymentSource,
  { ref }: SourcePlace,
): boolean {
  if (ref === undefined || ref === targetRevision) return true;
  const follows = targetRevision?.replace(/^refs\/heads\//, '') || 'HEAD';
  return follows === 'HEAD' ? DEFAULT_BRANCHES.includes(ref) : follows === ref;
}
