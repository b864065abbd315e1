import type { GitRepository, PullRequestRequest } from '@towpath/gitops';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Change } from '../model/PromotionPlan';
import type { WrittenCommit } from '../model/runs';

/** A change in Git, and the pull request it comes by, if it does. */
export interface Delivered {
  /** Absent when Git said so already. */
  commit?: WrittenCommit;
  pullRequest?: NonNullable<Promotion['pullRequest']>;
  /** For the log. */
  did: string;
}

/** Writes a change by a commit or by a pull request, once, however often it is called. */
export async function deliver(
  repository: GitRepository,
  delivery: Change['delivery'],
  request: PullRequestRequest,
): Promise<Delivered> {
  const result =
    delivery === 'pull-request'
      ? await repository.openPullRequest(request)
      : await repository.commit(request);
  return present(repository, result);
}

/** What an earlier call wrote; writes nothing. */
export async function findDelivered(
  repository: GitRepository,
  delivery: Change['delivery'],
  request: PullRequestRequest,
): Promise<Delivered | undefined> {
  const result =
    delivery === 'pull-request'
      ? await repository.findPullRequest(request)
      : await repository.findCommit(request);
  return result && present(repository, result);
}

type Result = Awaited<ReturnType<GitRepository['commit' | 'openPullRequest']>>;

function present(repository: GitRepository, result: Result): Delivered {
  const { sha, values } = result;
  const commit = { sha, url: repository.commitUrl(sha), values };
  if ('number' in result) {
    const { number, url, state } = result;
    const did = `Opened pull request #${number}: ${url}`;
    return { commit, pullRequest: { number, url, state }, did };
  }
  if (!result.created && sha === result.base) {
    return { did: `Nothing to write: ${sha} says so already` };
  }
  return {
    commit,
    did: result.created
      ? `Written in commit ${sha}`
      : `Commit ${sha} was written before`,
  };
}
