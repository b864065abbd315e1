import type { Access, Teams } from './access/Access';
import type { Comments } from './comments/Comments';
import type { Commits } from './commits/Commits';
import type { Hooks } from './hooks/Hooks';
import type {
  HostedOwner,
  HostedRepository,
} from './location/HostedRepository';
import type { CommitStatuses } from './statuses/CommitStatuses';

/** Who may see a repository; `internal` is everybody of a GitHub enterprise or a GitLab instance. */
export type Visibility = 'private' | 'internal' | 'public';

export interface NewRepository {
  description: string;
  visibility: Visibility;
}

/** A repository as its host tells it now. */
export interface Repository {
  /** As the host spells it. */
  name: string;
  description: string;
  /** Of its page. */
  url: string;
  /** Absent while nothing was pushed, as far as the host says so: GitHub does not. */
  defaultBranch?: string;
}

/** Of a host's repositories. Nothing here looks into them. */
export interface Repositories {
  /**
   * All of an owner that the portal may see, in no order; never a part of them.
   * @throws NotFoundError when the host says that there is no such owner
   */
  list(owner: HostedOwner, signal?: AbortSignal): Promise<Repository[]>;
  /**
   * @returns undefined when there is none of this name that the portal may see; one that had the name before and
   * was renamed is none
   */
  find(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<Repository | undefined>;
  /**
   * Creates an empty one whose default branch is main.
   * @returns false when there is one of that name already
   * @throws InputError when the host has no such organisation or visibility
   */
  create(
    repository: HostedRepository,
    wanted: NewRepository,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

export interface FilePlace {
  /** From the root of the repository: `deploy/values.yaml`. */
  path: string;
  /** Branch, tag or commit; the default branch when absent. */
  ref?: string;
}

/** Of files in repositories, without a copy of the repository. */
export interface Files {
  /**
   * The whole content of one file.
   * @returns undefined when the host says that there is no such file, ref or repository
   * @throws ConflictError when it is a folder, a link or a submodule, or larger than the host tells
   */
  read(
    repository: HostedRepository,
    place: FilePlace,
    signal?: AbortSignal,
  ): Promise<Buffer | undefined>;
  /**
   * Names of what is in a folder, of files and folders alike, in no order; never a part of them.
   *
   * @param place.path - from the root, '' for the root itself.
   * @returns undefined when the host says that there is no such folder, ref or repository
   * @throws ConflictError when it is a file
   */
  list(
    repository: HostedRepository,
    place: FilePlace,
    signal?: AbortSignal,
  ): Promise<string[] | undefined>;
}

/** A pull request as its host tells it now; on GitLab a merge request. */
export interface PullRequest {
  number: number;
  url: string;
  state: 'open' | 'merged' | 'closed';
  /** Newest commit of its branch. */
  head: string;
  /** The commit that brought it into the branch, when it is merged. */
  mergeCommit?: string;
}

export interface Branches {
  /** Branch that is to be merged, of the repository itself. */
  head: string;
  /** Branch it goes into. */
  base: string;
}

export interface NewPullRequest extends Branches {
  title: string;
  body: string;
}

/** What a pull request would bring. */
export interface PullChanges {
  /** The branch that it goes into. */
  base: string;
  /** Newest commit of its branch, which the repository has, too, when the branch is in a fork. */
  head: string;
  isOpen: boolean;
  /** It comes from another repository. */
  isFromFork: boolean;
  /** Paths before and after, from the root; undefined when there are more than the host tells. */
  files?: string[];
}

export interface PullRequests {
  /** The newest from one branch into another, in any state; never one from a fork. */
  find(
    repository: HostedRepository,
    branches: Branches,
    signal?: AbortSignal,
  ): Promise<PullRequest | undefined>;
  /** Opens one, or answers the one that somebody opened for these branches in between. */
  open(
    repository: HostedRepository,
    pull: NewPullRequest,
    signal?: AbortSignal,
  ): Promise<PullRequest>;
  /** @throws NotFoundError */
  get(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest>;
  /** What it would bring, now. @throws NotFoundError */
  changes(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullChanges>;
  /** Closes one that is open; one that is closed stays so. @throws ConflictError when it is merged */
  close(
    repository: HostedRepository,
    number: number,
    signal?: AbortSignal,
  ): Promise<PullRequest>;
}

/**
 * What the portal asks of a Git host, by what it is about. Every call ends in one of three ways, which `failureOf`
 * tells apart in the error: a final no, "could not ask", and "not understood".
 */
export interface GitHost {
  repositories: Repositories;
  files: Files;
  commits: Commits;
  pullRequests: PullRequests;
  comments: Comments;
  statuses: CommitStatuses;
  hooks: Hooks;
  access: Access;
  teams: Teams;
}
