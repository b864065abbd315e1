import type { PullChanges, PullRequest } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';

/** The fields that Gitea and GitHub answer alike. */
interface PullAnswer {
  number?: number;
  html_url?: string;
  state?: string;
  merged_at?: string | null;
  merge_commit_sha?: string | null;
  head?: { sha?: string; repo?: { id?: number } | null };
  base?: { ref?: string; repo?: { id?: number } };
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

/** @throws when it is none */
export function presentChanges(
  repository: HostedRepository,
  answer: PullAnswer | null,
): Omit<PullChanges, 'files'> {
  const { state, head } = presentPull(repository, answer);
  const base = answer?.base;
  if (typeof base?.ref !== 'string' || typeof base.repo?.id !== 'number') {
    throw notUnderstood(repository, 'a pull request');
  }
  return {
    head,
    base: base.ref,
    isOpen: state === 'open',
    // A fork that was removed since is no longer told of.
    isFromFork: answer?.head?.repo?.id !== base.repo.id,
  };
}

/** A file in an answer, by what it is called and was called before. @throws when it is none */
export function pathsOf(repository: HostedRepository, answer: unknown) {
  const { filename, previous_filename: previous } = (answer ?? {}) as {
    filename?: unknown;
    previous_filename?: unknown;
  };
  if (typeof filename !== 'string') {
    throw notUnderstood(repository, 'a changed file');
  }
  return {
    filename,
    paths: typeof previous === 'string' ? [filename, previous] : [filename],
  };
}
