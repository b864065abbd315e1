import {
  type Account,
  type CommitInfo,
  type Author,
  readCommit,
} from '@towpath/sandbox-kit';
import { badRequest, invalid, notFound } from '../errors.ts';
import { writeCommit, type FileChange } from '../git/commitChanges.ts';
import { checkedBranchName, checkedPath } from '../git/names.ts';
import { findEntry, resolveCommit, type TreeEntry } from '../git/objects.ts';
import { NO_COMMIT } from '../git/refs.ts';
import type { Host } from '../host.ts';
import { personOf } from './personOf.ts';
import type { Repository } from '../store/RepositoryStore.ts';

export interface FileOperation {
  operation: 'create' | 'update' | 'delete';
  path: string;
  content?: Buffer;
  /** Blob sha of the file as the caller knows it. Needed to update and delete. */
  sha?: string;
  /** The file moves from here. */
  fromPath?: string;
}

export interface FileChangeRequest {
  /** Starts from this branch. Default: the repository's. */
  branch?: string;
  /** The commit goes to this new branch instead. */
  newBranch?: string;
  message?: string;
  author?: Partial<Author>;
  committer?: Partial<Author>;
  operations: FileOperation[];
}

export interface FileChangeResult {
  repository: Repository;
  branch: string;
  commit: CommitInfo;
  /** The operations with their paths checked. */
  operations: FileOperation[];
}

/**
 * Commits changes of files to a branch, all or nothing.
 * @throws RequestError 403 without the right to write, 404 for an unknown branch or file, 409 when
 * the branch moved, 422 when a file exists, its sha is another, or a name or path is not valid
 */
export async function changeFiles(
  host: Host,
  name: string,
  account: Account,
  request: FileChangeRequest,
): Promise<FileChangeResult> {
  return host.repositories.change(name, async repository => {
    host.rights.requireWrite(account, repository);
    const target = await targetOf(host, repository, request);
    const operations = request.operations.map(op => ({
      ...op,
      path: checkedPath(op.path),
    }));
    if (operations.length === 0)
      throw invalid('files is empty: name at least one file to change');
    const changes: FileChange[] = [];
    for (const operation of operations) {
      changes.push(
        ...(await toChanges(host, repository, target.parent, operation)),
      );
    }
    const standard = personOf(account, host.clock());
    const sha = await writeCommit(
      host.git,
      repository.gitDir,
      host.folders.scratch,
      {
        parent: target.parent,
        changes,
        message: request.message?.trim() || standardMessage(operations),
        author: { ...standard, ...defined(request.author) },
        committer: { ...standard, ...defined(request.committer) },
      },
    );
    await host.pushes.move(repository, account, [{ ...target.move, to: sha }]);
    const commit = await readCommit(host.git, repository.gitDir, sha);
    return { repository, branch: target.branch, commit, operations };
  });
}

async function targetOf(
  host: Host,
  repository: Repository,
  request: FileChangeRequest,
) {
  const { git } = host;
  const from = await checkedBranchName(
    git,
    request.branch || repository.defaultBranch,
  );
  const branch = await checkedBranchName(git, request.newBranch || from);
  const parent = await resolveCommit(
    git,
    repository.gitDir,
    `refs/heads/${from}`,
  );
  const first = !parent && from === repository.defaultBranch;
  if (!parent && !first)
    throw notFound(`branch "${from}" does not exist in ${repository.name}`);
  if (
    branch !== from &&
    (await resolveCommit(git, repository.gitDir, `refs/heads/${branch}`))
  ) {
    throw invalid(`branch already exists [name: ${branch}]`);
  }
  const before = branch === from ? parent : undefined;
  return {
    branch,
    parent,
    move: { ref: `refs/heads/${branch}`, from: before ?? NO_COMMIT },
  };
}

async function toChanges(
  host: Host,
  repository: Repository,
  parent: string | undefined,
  operation: FileOperation,
): Promise<FileChange[]> {
  const find = (path: string) =>
    parent
      ? findEntry(host.git, repository.gitDir, parent, path)
      : Promise.resolve(undefined);
  const from = operation.fromPath
    ? checkedPath(operation.fromPath)
    : operation.path;
  const existing = await find(from);
  const moves = from !== operation.path;
  if (operation.operation === 'create') {
    if (existing)
      throw invalid(`repository file already exists [path: ${operation.path}]`);
    await checkParents(operation.path, find);
    return [{ path: operation.path, content: requiredContent(operation) }];
  }
  if (!existing || existing.type !== 'blob') {
    throw notFound(`repository file does not exist [path: ${from}]`);
  }
  checkSha(operation, existing.sha);
  if (operation.operation === 'delete') return [{ path: operation.path }];
  if (moves && (await find(operation.path))) {
    throw invalid(`repository file already exists [path: ${operation.path}]`);
  }
  if (moves) await checkParents(operation.path, find);
  const written = {
    path: operation.path,
    content: requiredContent(operation),
    mode: existing.mode,
  };
  return moves ? [{ path: from }, written] : [written];
}

/** Git's index would silently put the folder in the place of the file. */
async function checkParents(
  path: string,
  find: (path: string) => Promise<TreeEntry | undefined>,
): Promise<void> {
  const parts = path.split('/');
  for (let end = 1; end < parts.length; end++) {
    const parent = parts.slice(0, end).join('/');
    const entry = await find(parent);
    if (!entry) return;
    if (entry.type !== 'tree') {
      throw invalid(
        `${path} cannot be created: ${parent} is a file, not a folder`,
      );
    }
  }
}

function requiredContent({ content, path }: FileOperation): Buffer {
  if (!content)
    throw invalid(`content of ${path} is missing: send it as base64`);
  return content;
}

function checkSha(
  { sha, path, operation }: FileOperation,
  expected: string,
): void {
  if (sha === expected) return;
  const error = operation === 'delete' ? badRequest : invalid;
  if (!sha)
    throw error(`sha of ${path} is missing: send the blob sha that you read`);
  throw error(`sha does not match [given: ${sha}, expected: ${expected}]`);
}

function standardMessage(operations: FileOperation[]): string {
  const verbs = { create: 'Add', update: 'Update', delete: 'Delete' };
  return operations
    .map(({ operation, path }) => `${verbs[operation]} ${path}`)
    .join('\n');
}

function defined<T extends object>(values: T | undefined): Partial<T> {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value);
  return Object.fromEntries(entries) as Partial<T>;
}
