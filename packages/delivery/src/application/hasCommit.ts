import { isError } from '@backstage/errors';
import type { GitRepositories } from '@towpath/gitops';
import type { EffectCommit } from '../model/Effect';

/** What Argo CD compares or deploys: one revision, or one of each source. */
export interface Revisions {
  revision?: string;
  revisions?: string[];
}

/**
 * Whether a revision names a commit. While Argo CD cannot read a repository it names the branch
 * instead, which says nothing of what it has seen.
 */
export function isCommit(revision: string | undefined): revision is string {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(revision ?? '');
}

/** Whether the revision of the source that a commit was written for is that commit, or has it in it. */
export async function hasCommit(
  repositories: GitRepositories,
  { revision, revisions }: Revisions,
  { repository: url, branch, sha, sourcePosition = 1 }: EffectCommit,
): Promise<boolean> {
  const from = revisions?.[sourcePosition - 1] ?? revision;
  if (!isCommit(from)) return false;
  if (from === sha) return true;
  try {
    const repository = repositories.open({ url, branch });
    const missing = await repository.log({ from, to: sha, limit: 1 });
    return missing.length === 0;
  } catch (error) {
    if (isForeign(error)) return false;
    throw error;
  }
}

/** The revision is none of this repository: the sources may have been put in another order. */
function isForeign(error: unknown): boolean {
  const names = ['InputError', 'NotFoundError'];
  return isError(error) && names.includes(error.name);
}
