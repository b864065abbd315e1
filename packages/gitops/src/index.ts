/**
 * Changes files in a Git repository: structured edits that keep comments, one commit with trailers, pushed or as a
 * pull request, exactly once.
 *
 * @packageDocumentation
 */
export { formatPath, parsePath } from './edits/path';
export type {
  Edit,
  FileEdit,
  KustomizeImageEdit,
  WrittenValue,
  YamlEdit,
} from './edits/types';
export { GitRepositories } from './GitRepositories';
export type { GitRepositoriesOptions } from './GitRepositories';
export type {
  CommitRequest,
  CommitResult,
  GitRepository,
  Preview,
  PullRequestRequest,
  PullRequestResult,
  Tag,
} from './GitRepository';
export type { InTurn } from './git/CommitQueue';
export { gitEnvironment, type Access } from './git/environment';
export { GitError } from './git/GitError';
export type { LoggedCommit, LogRange, Author } from './git/readLog';
export { runGit, type GitCall, type GitPlace } from './git/runGit';
export type { Trailer, Trailers } from './git/trailers';
export {
  isWithin,
  readSourcePlace,
  type SourcePlace,
} from './host/sourcePlace';
export type { Logger } from './Logger';
