import type { PullRequest } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';

/** The fields that Gitea and GitHub answer alike. */
interface PullAnswer {
  number?: number;
  html_url?: string;
  state?: string;
  merged_at?: string | null;
  merge_commit_sha?: string | null;
  head?: { sha?: string };
}

/** @throws when it is none */
export function presentPull(
  repository: HostedRepository,
  answer: PullAnswer | null,
): PullRequest {
  const { number, html_url: url, state, head } = answer ?? {};
  const isKnown = state === 'open' || state === 'closed';
  if (!number || !url || !isKnown || typeof head?.sha !== 'string') {
    throw notUnderstood(repository, 'a pull request');
  }
  const isMerged = Boolean(answer?.merged_at);
  return {
    number,
    url,
    state: isMerged ? 'merged' : state,
    head: head.sha,
    // GitHub names a trial merge here while one is open.
    mergeCommit: (isMerged && answer?.merge_commit_sha) || undefined,
  };
}
