import type { Application } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import { parseImage } from '../feed/images';
import type { Effect } from './Effect';
import { hasCommit } from './hasCommit';
import { findSync } from './operation';

/**
 * Whether what runs is what was written, or newer: the cluster equals a revision that has the commit
 * in it, or such a revision was the last to be synced. The two differ where Argo CD leaves something
 * as it is, such as a resource that it may not prune. In parameter mode the spec itself was changed,
 * and the image has to be there.
 */
export async function isDeployed(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  if (!effect.commit && !hasImage(application, effect.image)) return false;
  const isSynced = application.status?.sync?.status === 'Synced';
  if (isSynced && (await isSeen(repositories, application, effect)))
    return true;
  return Boolean(await findSync(repositories, application, effect));
}

/** Whether Argo CD compares the cluster with a revision that has the commit in it. */
export async function isSeen(
  repositories: GitRepositories,
  { status }: Application,
  { commit }: Effect,
): Promise<boolean> {
  return !commit || hasCommit(repositories, status?.sync ?? {}, commit);
}

/** Whether the image is among those that run; one with a tag may run with a digest beside it. */
export function hasImage({ status }: Application, image?: string): boolean {
  if (!image) return true;
  const wanted = parseImage(image);
  return (status?.summary?.images ?? [])
    .map(parseImage)
    .some(
      ({ repository, tag, digest }) =>
        repository === wanted.repository &&
        (wanted.digest ? digest === wanted.digest : tag === wanted.tag),
    );
}
