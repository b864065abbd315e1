import { ConflictError, isError } from '@backstage/errors';
import type { GitRepositories, GitRepository } from '@towpath/gitops';
import type { DeploymentSource } from '@towpath/plugin-environment-common';

type Followed = Pick<DeploymentSource, 'repoURL' | 'targetRevision'>;

/**
 * Works on the repository of a source, at the branch that Argo CD follows.
 *
 * @throws ConflictError for a tag or a commit: what is written to a branch would not be deployed.
 */
export async function onBranch<T>(
  repositories: GitRepositories,
  source: Followed,
  application: string,
  task: (repository: GitRepository) => Promise<T>,
): Promise<T> {
  const { repoURL: url, targetRevision = '' } = source;
  if (/^(refs\/tags\/.*|[0-9a-f]{40})$/.test(targetRevision)) {
    throw fixed(application, targetRevision);
  }
  const repository = repositories.open({ url, branch: branchOf(source) });
  try {
    return await task(repository);
  } catch (error) {
    const isMissing = isError(error) && error.name === 'NotFoundError';
    if (!isMissing || (await repository.hasBranch())) throw error;
    throw await whyNoBranch(repositories, url, application, targetRevision);
  }
}

/** The branch that a source follows by any spelling; undefined for the default one of its repository. */
export function branchOf({
  targetRevision,
}: Pick<Followed, 'targetRevision'>): string | undefined {
  const name = targetRevision?.replace(/^refs\/heads\//, '');
  return name && name !== 'HEAD' ? name : undefined;
}

async function whyNoBranch(
  repositories: GitRepositories,
  url: string,
  application: string,
  revision: string,
): Promise<Error> {
  const repository = repositories.open({ url });
  const tags = await repository.tags();
  // `1.*` and `>=1.2` are the newest tag that fits, and a short id is a commit.
  const isFixed =
    tags.some(({ name }) => name === revision) ||
    /[*^~<>=\s]|^[0-9a-f]{7,39}$/.test(revision);
  return isFixed
    ? fixed(application, revision)
    : new ConflictError(
        `Application "${application}" follows "${revision}" of ${repository.pageUrl}, which has no branch of that name, so nothing can be written for it`,
      );
}

function fixed(application: string, revision: string): ConflictError {
  return new ConflictError(
    `Application "${application}" follows "${revision}", which is a tag or a commit and no branch: what is written to a branch would not be deployed. Let it follow a branch`,
  );
}
