import { ConflictError } from '@backstage/errors';
import type { PullRequest, PullRequests } from '@towpath/git-hosts';
import { commitOnNewBranch, type NewBranch } from './git/commitOnNewBranch';
import { describeOwn } from './git/makeCommit';
import { findByTrailer } from './git/readLog';
import type {
  CommitResult,
  PullRequestRequest,
  PullRequestResult,
} from './GitRepository';

const present = (
  pull: PullRequest,
  { sha, values }: CommitResult,
): PullRequestResult => ({ ...pull, sha, values });

/** Opens a pull request unless there is one for its branch, in any state. */
export async function openPullRequestOnce(
  target: NewBranch,
  pulls: PullRequests,
  request: PullRequestRequest,
): Promise<PullRequestResult> {
  const earlier = await findPullRequest(target, pulls, request);
  if (earlier) return earlier;
  const { mirror, from: base, to: head } = target;
  const { title, body, signal } = request;
  const commit = await commitOnNewBranch(target, request);
  if (commit.sha === commit.base) {
    throw new ConflictError(
      `Branch "${base}" of ${mirror.repository.pageUrl} says so already: there is nothing to propose`,
    );
  }
  const wanted = { head, base, title, body };
  return present(await pulls.open(mirror.repository, wanted, signal), commit);
}

/** The pull request for the branch of this one, in any state. @throws ConflictError when it is not of this change */
export async function findPullRequest(
  target: NewBranch,
  pulls: PullRequests,
  request: PullRequestRequest,
): Promise<PullRequestResult | undefined> {
  const earlier = await pulls.find(
    target.mirror.repository,
    { head: target.to, base: target.from },
    request.signal,
  );
  return (
    earlier && present(earlier, await describeEarlier(target, earlier, request))
  );
}

async function describeEarlier(
  { mirror }: NewBranch,
  pull: PullRequest,
  request: PullRequestRequest,
): Promise<CommitResult> {
  return mirror.use(async () => {
    await mirror.bring(pull.head, request.signal);
    const own = await findByTrailer(mirror, pull.head, request.key);
    if (own) return describeOwn(mirror, own, request);
    throw new ConflictError(
      `${pull.url} comes from the branch "${request.branch}" and is not of this change: choose another name`,
    );
  });
}
