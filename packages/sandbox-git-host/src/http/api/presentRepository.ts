import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '@towpath/sandbox-kit';
import type { Repository as RepositoryAnswer } from 'gitea-js';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { presentUser } from './presentUser.ts';

/** A repository as Gitea shows it to `viewer`. */
export function presentRepository(
  host: Host,
  repository: Repository,
  viewer?: Account,
): RepositoryAnswer {
  const { urls } = host;
  const { rights, rules } = host;
  const { isPrivate } = repository;
  return {
    id: repository.id,
    owner: presentUser(host, host.organisation),
    name: repository.name,
    full_name: `${host.organisation}/${repository.name}`,
    description: repository.description,
    website: repository.website,
    empty: isEmpty(repository),
    private: isPrivate,
    internal: !isPrivate && rules.visibility === 'private',
    fork: false,
    template: false,
    mirror: false,
    archived: repository.archived,
    default_branch: repository.defaultBranch,
    url: urls.api(repository.name),
    html_url: urls.page(repository.name),
    clone_url: urls.clone(repository.name),
    created_at: repository.createdAt,
    permissions: {
      admin: rights.mayAdminister(viewer, repository),
      push: rights.mayWrite(viewer, repository),
      pull: rights.maySee(viewer, repository),
    },
    has_pull_requests: true,
    has_issues: false,
    has_wiki: false,
    has_projects: false,
    has_releases: false,
    has_packages: false,
    has_actions: false,
    allow_merge_commits: true,
    allow_rebase: true,
    allow_squash_merge: true,
    allow_rebase_explicit: false,
    default_merge_style: 'merge',
    object_format_name: 'sha1',
  };
}

/** True while the repository has no branch. Reads the folder: a list of 100 starts no process. */
function isEmpty({ gitDir }: Repository): boolean {
  const packed = path.join(gitDir, 'packed-refs');
  if (
    existsSync(packed) &&
    readFileSync(packed, 'utf8').includes(' refs/heads/')
  )
    return false;
  return !readdirSync(path.join(gitDir, 'refs', 'heads'), {
    recursive: true,
    withFileTypes: true,
  }).some(entry => entry.isFile() && !entry.name.endsWith('.lock'));
}
