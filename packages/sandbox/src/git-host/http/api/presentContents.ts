import type { ContentsResponse } from 'gitea-js';
import { readBlob, type TreeEntry } from '../../git/objects.ts';
import { listCommits } from '../../git/log.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';

/** One entry of a folder; files and links carry no content here. */
export function presentEntry(
  host: Host,
  repository: Repository,
  ref: string,
  entry: TreeEntry,
): ContentsResponse {
  const url = `${host.urls.api(
    repository.name,
    'contents',
    entry.path,
  )}?ref=${encodeURIComponent(ref)}`;
  const kind = entry.type === 'tree' ? 'git/trees' : 'git/blobs';
  const gitUrl = host.urls.api(repository.name, kind, entry.sha);
  const page = host.urls.page(
    repository.name,
    'src',
    refKind(ref),
    ref,
    entry.path,
  );
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    type: typeOf(entry),
    size: entry.size,
    url,
    html_url: page,
    git_url: gitUrl,
    download_url:
      entry.type === 'blob'
        ? host.urls.page(repository.name, 'raw', refKind(ref), ref, entry.path)
        : undefined,
    _links: { self: url, git: gitUrl, html: page },
  };
}

/** A file with its content and the last commit that touched it. */
export async function presentFile(
  host: Host,
  repository: Repository,
  ref: string,
  commit: string,
  entry: TreeEntry,
): Promise<ContentsResponse> {
  const shown = presentEntry(host, repository, ref, entry);
  if (entry.type !== 'blob') return shown;
  const [bytes, [last]] = await Promise.all([
    readBlob(host.git, repository.gitDir, entry.sha),
    listCommits(host.git, repository.gitDir, {
      range: commit,
      path: entry.path,
      limit: 1,
    }),
  ]);
  const target = entry.mode === '120000' ? { target: bytes.toString() } : {};
  return {
    ...shown,
    ...target,
    encoding: 'base64',
    content: bytes.toString('base64'),
    last_commit_sha: last?.sha,
  };
}

function refKind(ref: string): string {
  return /^[0-9a-f]{40}$/.test(ref) ? 'commit' : 'branch';
}

function typeOf({ mode, type }: TreeEntry): string {
  if (type === 'tree') return 'dir';
  if (type === 'commit') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}
