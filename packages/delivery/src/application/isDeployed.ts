import type { Application } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from '../model/Effect';
import { hasCommit } from './hasCommit';
import { findSync, isOfSpec } from './operation';

/**
 * Whether what runs is what was written, or newer: the cluster equals a revision that has the commit
 * in it, or such a revision was the last to be synced. The two differ where Argo CD leaves something
 * as it is, such as a resource that it may not prune. What pods run says nothing here: there may be none.
 */
export async function isDeployed(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  const isSynced = application.status?.sync?.status === 'Synced';
  if (isSynced && (await isSeen(repositories, application, effect)))
    return true;
  return Boolean(await findSync(repositories, application, effect));
}

/**
 * Whether Argo CD compares the cluster with a revision that has the commit in it. In parameter mode the
 * application itself was changed: then with its sources as they are now.
 */
export async function isSeen(
  repositories: GitRepositories,
  { spec, status }: Application,
  { commit }: Effect,
): Promise<boolean> {
  const { comparedTo, ...revisions } = status?.sync ?? {};
  return commit
    ? hasCommit(repositories, revisions, commit)
    : isOfSpec(comparedTo, spec);
}
