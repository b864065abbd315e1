import { listCommits } from '@towpath/sandbox-kit';
import type { ContentsResponse } from 'gitea-js';
import { readBlob, type TreeEntry } from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import type {
  FileChangeResult,
  FileOperation,
} from '../../service/changeFiles.ts';
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
  if (entry.type !== 'blob') return presentEntry(host, repository, ref, entry);
  const [bytes, last] = await Promise.all([
    readBlob(host.git, repository.gitDir, entry.sha),
    lastCommitOf(host, repository, commit, entry.path),
  ]);
  return withContent(presentEntry(host, repository, ref, entry), bytes, last);
}

/** The same of a file that a commit has just written, of which little is left to ask git. */
export async function presentWritten(
  host: Host,
  { repository, branch, commit }: FileChangeResult,
  { content, path, sha }: FileOperation,
  entry: TreeEntry,
): Promise<ContentsResponse> {
  const last =
    entry.sha === sha
      ? await lastCommitOf(host, repository, commit.sha, path)
      : commit.sha;
  const shown = presentEntry(host, repository, branch, entry);
  return withContent(shown, content!, last);
}

async function lastCommitOf(
  host: Host,
  repository: Repository,
  range: string,
  path: string,
): Promise<string | undefined> {
  const query = { range, path, limit: 1 };
  const [last] = await listCommits(host.git, repository.gitDir, query);
  return last?.sha;
}

function withContent(
  shown: ContentsResponse,
  bytes: Buffer,
  lastCommit?: string,
): ContentsResponse {
  return {
    ...shown,
    ...(shown.type === 'symlink' && { target: bytes.toString() }),
    encoding: 'base64',
    content: bytes.toString('base64'),
    last_commit_sha: lastCommit,
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
