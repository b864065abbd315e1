/**
 * One client for the Git hosts under `integrations`: Gitea, GitHub and GitLab.
 *
 * @packageDocumentation
 */
export { GitHosts, type GitHostsOptions } from './GitHosts';
export type {
  Branches,
  FilePlace,
  Files,
  GitHost,
  NewPullRequest,
  NewRepository,
  PullChanges,
  PullRequest,
  PullRequests,
  Repositories,
  Repository,
  Visibility,
} from './GitHost';
export type {
  Access,
  Collaborator,
  Member,
  Permission,
  Team,
  Teams,
} from './access/Access';
export type { Comments, OwnComment } from './comments/Comments';
export type { Commits, HostedCommit } from './commits/Commits';
export type { Hook, HookEvent, Hooks } from './hooks/Hooks';
export type {
  CommitState,
  CommitStatus,
  CommitStatuses,
} from './statuses/CommitStatuses';
export { failureOf, type HostEnding, type HostFailure } from './http/failures';
export type { HostAlias } from './location/address';
export type {
  Credentials,
  HostedOwner,
  HostedRepository,
  HostPlace,
  HostType,
} from './location/HostedRepository';
export type { OwnerName, RepositoryName } from './location/locateRepository';
