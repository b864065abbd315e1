import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from './Effect';

/** Whether one of these revisions is a commit, or has it in it. */
export async function hasCommit(
  repositories: GitRepositories,
  { revision, revisions = [] }: { revision?: string; revisions?: string[] },
  { repository: url, branch, sha }: NonNullable<Effect['commit']>,
): Promise<boolean> {
  const seen = [...(revision ? [revision] : []), ...revisions];
  if (seen.includes(sha)) return true;
  const repository = repositories.open({ url, branch });
  for (const one of seen) {
    const missing = await repository.log({ from: one, to: sha, limit: 1 });
    if (missing.length === 0) return true;
  }
  return false;
}
