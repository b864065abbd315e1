import type { CommitInfo } from '@towpath/sandbox-kit';
import type { Commit, FileCommitResponse, PayloadCommit } from 'gitea-js';
import { EMPTY_TREE, listChanges } from '../../git/diff.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { presentPerson } from './presentUser.ts';

const UNVERIFIED = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  payload: '',
};

/** A commit in lists and compares. */
export function presentCommit(
  host: Host,
  repository: Repository,
  commit: CommitInfo,
): Commit {
  const url = (sha: string) =>
    host.urls.api(repository.name, 'git/commits', sha);
  return {
    url: url(commit.sha),
    sha: commit.sha,
    created: commit.committer.date,
    html_url: host.urls.page(repository.name, 'commit', commit.sha),
    commit: {
      url: url(commit.sha),
      author: commit.author,
      committer: commit.committer,
      message: `${commit.message}\n`,
      tree: {
        url: host.urls.api(repository.name, 'git/trees', commit.tree),
        sha: commit.tree,
        created: commit.committer.date,
      },
      verification: UNVERIFIED,
    },
    author: presentPerson(host, commit.author),
    committer: presentPerson(host, commit.committer),
    parents: commit.parents.map(sha => ({ url: url(sha), sha })),
  };
}

/** A single commit, with the files it changed. */
export async function presentFullCommit(
  host: Host,
  repository: Repository,
  commit: CommitInfo,
): Promise<Commit> {
  const from = commit.parents[0] ?? EMPTY_TREE;
  const changes = await listChanges(
    host.git,
    repository.gitDir,
    from,
    commit.sha,
  );
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return {
    ...presentCommit(host, repository, commit),
    files: changes.map(({ path, status }) => ({
      filename: path,
      status: status === 'deleted' ? 'removed' : status,
    })),
    stats: { additions, deletions, total: additions + deletions },
  };
}

/** The commit part of an answer to a changed file. */
export function presentFileCommit(
  host: Host,
  repository: Repository,
  info: CommitInfo,
): FileCommitResponse {
  const { url, sha, html_url, created, commit, parents } = presentCommit(
    host,
    repository,
    info,
  );
  const { author, committer, message, tree } = commit!;
  return {
    url,
    sha,
    html_url,
    created,
    author,
    committer,
    message,
    tree,
    parents,
  };
}

/** A commit in webhooks and branches. */
export async function presentPayloadCommit(
  host: Host,
  repository: Repository,
  commit: CommitInfo,
): Promise<PayloadCommit> {
  const from = commit.parents[0] ?? EMPTY_TREE;
  const changes = await listChanges(
    host.git,
    repository.gitDir,
    from,
    commit.sha,
  );
  const paths = (...statuses: string[]) =>
    changes
      .filter(({ status }) => statuses.includes(status))
      .map(({ path }) => path);
  return {
    id: commit.sha,
    message: `${commit.message}\n`,
    url: host.urls.page(repository.name, 'commit', commit.sha),
    author: payloadPerson(host, commit.author),
    committer: payloadPerson(host, commit.committer),
    timestamp: commit.committer.date,
    verification: UNVERIFIED,
    added: paths('added'),
    removed: paths('deleted'),
    modified: paths('modified', 'renamed'),
  };
}

function payloadPerson(host: Host, person: { name: string; email: string }) {
  const username = host.accounts.findByEmail(person.email)?.name ?? '';
  return { name: person.name, email: person.email, username };
}
