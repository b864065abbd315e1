import type { Account, Log, PasswordLinkReader } from '@towpath/sandbox-kit';

export interface GitHostOptions {
  /** Listens on 127.0.0.1 only; 0 picks a free port. */
  port: number;
  /** State lives in `<dataDir>/git`. */
  dataDir: string;
  /** The URL people and programs use, such as `http://localhost:7010`. Default: that of the port. */
  publicUrl?: string;
  /** Hosts it answers to besides those of this machine, such as that of a forwarded port. */
  allowedHosts?: string[];
  /** The portal that the pages link back to. */
  portalUrl: string;
  /** Folder with `repositories/<name>/**` and `history.yaml`. */
  seedDir?: string;
  accounts: Account[];
  /** The one organisation. Default: `myorg`. */
  organisation?: string;
  /** A sentence on the sign-in page, such as how to find one's password. */
  signInHint?: string;
  /** The password that the sign-in page shows to who proves that it is theirs. Default: it shows none. */
  readPasswordLink?: PasswordLinkReader;
  clock?: () => Date;
  log: Log;
  /** Milliseconds before each further attempt of a webhook. */
  hookRetryDelays?: number[];
  /**
   * Told of every push, in this process. It is told again after a kill until it resolves once, so it
   * must know a push by its id; it keeps the pusher waiting, so it only writes down what to do.
   */
  onPush?: (push: PushEvent) => Promise<void>;
  /** Gives every repository a page of its builds. */
  builds?: BuildReader;
}

/** What a push moved. */
export interface PushEvent {
  /** The same each time this push is told of. */
  id: string;
  repository: string;
  /** Account name. */
  by: string;
  /** `before` and `after` are commits; forty zeros stand for "did not exist". */
  refs: { ref: string; before: string; after: string }[];
}

/** Where the pages find builds. */
export interface BuildReader {
  /** Newest first. */
  list(repository: string): Promise<BuildRecord[]>;
  /** What the tests wrote so far; empty for a build that has not begun. */
  readLog(repository: string, number: number): Promise<string>;
}

export type BuildState =
  | 'queued'
  | 'running'
  | 'passed'
  | 'failed'
  /** The builder, not the service, is at fault. */
  | 'error';

/** One build of one commit. */
export interface BuildRecord {
  /** 1, 2, … within the repository. */
  number: number;
  repository: string;
  sha: string;
  /** Why it was built: the id of the push. */
  cause: string;
  /** Account name. */
  by: string;
  state: BuildState;
  /** One sentence on where it stands, for people. */
  summary: string;
  /** How often it was begun; more than once when a kill interrupted it. */
  attempts: number;
  /** Set once it has a version, such as `0.1.0`. */
  version?: string;
  /** The commit in the GitOps repository that brought the version to dev. */
  deployedBy?: string;
  /** ISO timestamps. */
  queuedAt: string;
  startedAt?: string;
  finishedAt?: string;
}

/** A running Git host. */
export interface RunningGitHost {
  url: string;
  close(): Promise<void>;
}

/** What is kept about a repository beside its code. */
export interface RepositoryRecord {
  id: number;
  name: string;
  description: string;
  website: string;
  defaultBranch: string;
  /** An archived repository is read-only for everyone. */
  archived: boolean;
  /** ISO timestamp. */
  createdAt: string;
  /** Permission by account name; `read` takes the right to write away. */
  collaborators: Record<string, CollaboratorPermission>;
}

export type CollaboratorPermission = 'read' | 'write' | 'admin';

/** One comment below a pull request. */
export interface CommentRecord {
  id: number;
  author: string;
  body: string;
  createdAt: string;
  /** Absent for one that was never edited. */
  updatedAt?: string;
}

/** A pull request. The commits it is about are `refs/pull/<number>/head` in Git. */
export interface PullRecord {
  number: number;
  title: string;
  body: string;
  author: string;
  head: string;
  base: string;
  state: 'open' | 'closed';
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  merged?: MergedRecord;
  comments: CommentRecord[];
}

interface MergedRecord {
  by: string;
  at: string;
  /** The commit on the base branch. */
  sha: string;
  /** The base branch before the merge: the pull request keeps showing its own difference. */
  baseSha: string;
}

export type StatusState =
  | 'pending'
  | 'success'
  | 'error'
  | 'failure'
  | 'warning';

/** A verdict about one commit; the newest of each context counts. */
export interface StatusRecord {
  id: number;
  state: StatusState;
  context: string;
  description: string;
  targetUrl: string;
  creator: string;
  createdAt: string;
}

/** A webhook. */
export interface HookRecord {
  id: number;
  url: string;
  secret: string;
  events: string[];
  active: boolean;
  /** Glob over branch names; empty means all. */
  branchFilter: string;
  createdAt: string;
  updatedAt: string;
}
