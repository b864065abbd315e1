import type { Account } from '@towpath/sandbox-kit';
import type { PRBranchInfo, PullRequest, StateType } from 'gitea-js';
import { listChanges } from '../../git/diff.ts';
import type { Host } from '../../host.ts';
import { pullConflicts, pullRefs } from '../../service/pullRefs.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { PullRecord } from '../../types.ts';
import { presentRepository } from './presentRepository.ts';
import { presentUser } from './presentUser.ts';

/** A pull request as Gitea shows it. */
export async function presentPull(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  viewer?: Account,
): Promise<PullRequest> {
  const refs = await pullRefs(host, repository, pull);
  const conflicts =
    pull.state === 'open'
      ? await pullConflicts(host, repository, refs)
      : undefined;
  const changes =
    refs.fork && refs.head
      ? await listChanges(host.git, repository.gitDir, refs.fork, refs.head)
      : [];
  const page = host.urls.page(repository.name, 'pulls', String(pull.number));
  const side = (ref: string, sha: string | undefined): PRBranchInfo => ({
    label: ref,
    ref,
    sha: sha ?? '',
    repo_id: repository.id,
    repo: presentRepository(host, repository, viewer),
  });
  return {
    id: repository.id * 100_000 + pull.number,
    url: page,
    html_url: page,
    diff_url: `${page}.diff`,
    number: pull.number,
    user: presentUser(host, pull.author),
    title: pull.title,
    body: pull.body,
    labels: [],
    assignees: [],
    // `StateType` is a const enum of the client library, which holds these very words.
    state: pull.state as StateType,
    draft: false,
    is_locked: false,
    comments: pull.comments.length,
    additions: changes.reduce((sum, change) => sum + change.additions, 0),
    deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
    changed_files: changes.length,
    mergeable: conflicts?.length === 0,
    merged: Boolean(pull.merged),
    merged_at: pull.merged?.at,
    merge_commit_sha: pull.merged?.sha,
    merged_by: pull.merged && presentUser(host, pull.merged.by),
    merge_base: refs.fork ?? '',
    base: side(pull.base, refs.base),
    head: side(pull.head, refs.head),
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
  };
}
