import type { Application } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from './Effect';

/**
 * Whether what runs is what was written, or newer: the cluster equals a revision that has the
 * commit in it. In parameter mode the spec itself was changed, so it counts that the cluster equals
 * it and the image is there.
 */
export async function isDeployed(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  if (application.status?.sync?.status !== 'Synced') return false;
  return effect.commit
    ? isSeen(repositories, application, effect)
    : hasImage(application, effect.image);
}

/** Whether Argo CD compares the cluster with a revision that has the commit in it. */
export async function isSeen(
  repositories: GitRepositories,
  { status }: Application,
  { commit }: Effect,
): Promise<boolean> {
  if (!commit) return true;
  const { revision, revisions = [] } = status?.sync ?? {};
  const seen = [...(revision ? [revision] : []), ...revisions];
  if (seen.includes(commit.sha)) return true;
  const repository = repositories.open({
    url: commit.repository,
    branch: commit.branch,
  });
  for (const one of seen) {
    const missing = await repository.log({
      from: one,
      to: commit.sha,
      limit: 1,
    });
    if (missing.length === 0) return true;
  }
  return false;
}

/** Whether the image is among those that run. */
export function hasImage({ status }: Application, image?: string): boolean {
  return !image || (status?.summary?.images ?? []).includes(image);
}
