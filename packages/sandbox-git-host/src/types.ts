import type {
  AccountList,
  Log,
  PasswordLinkReader,
} from '@towpath/sandbox-kit';

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
  /** Folder with `repositories/<name>/**`, `history.yaml` and `teams.yaml`. */
  seedDir?: string;
  /** Every one belongs to the organisation. One that is not told any more can do nothing from then on. */
  accounts: AccountList;
  /** Names of accounts that own the organisation, besides those that were made owners later. */
  owners?: string[];
  /** Made at the first start that knows them; what people do with them afterwards stays. */
  teams?: NewTeam[];
  /** What each account may do in repositories that are not private. Default: `write`. */
  membersMay?: 'read' | 'write';
  /** `limited` shows public repositories to who signed in, `private` to accounts of the organisation. Default: `public`. */
  organisationVisibility?: Visibility | 'limited';
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
  /**
   * Told before a repository goes, in this process, so that what was kept of it goes too: a later one of its name is
   * another one. It is told again when the repository did not go after all.
   */
  onRemove?: (repository: RepositoryRef) => Promise<void>;
  /** Gives every repository a page of its builds. */
  builds?: BuildReader;
}

/** One repository, and no other that has its name after it: ids are given once. */
export type RepositoryRef = Pick<RepositoryRecord, 'id' | 'name'>;

/** What a push moved. */
export interface PushEvent {
  /** The same each time this push is told of. */
  id: string;
  repository: string;
  repositoryId: number;
  /** Account name. */
  by: string;
  /** `before` and `after` are commits; forty zeros stand for "did not exist". */
  refs: { ref: string; before: string; after: string }[];
}

/** Where the pages find builds. */
export interface BuildReader {
  /** Newest first. */
  list(repository: RepositoryRef): Promise<BuildRecord[]>;
  /** What the tests wrote so far; empty for a build that has not begun. */
  readLog(repository: RepositoryRef, number: number): Promise<string>;
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
  repositoryId: number;
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
  /**
   * Takes everything from an account that was removed for good, so that a later one of its name has nothing of it: its
   * tokens, teams and collaborations. One that only may not sign in for now keeps them by not being told.
   */
  forgetAccount(name: string): Promise<void>;
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
  /** Only who has a permission in it learns that there is one. */
  isPrivate: boolean;
  /** Permission by account name. */
  collaborators: Record<string, CollaboratorPermission>;
}

export type Visibility = 'public' | 'private';

export type CollaboratorPermission = 'read' | 'write' | 'admin';

/** `owner` is of the whole organisation. */
export type Permission = CollaboratorPermission | 'owner';

/** A team of the organisation. */
export interface TeamRecord {
  id: number;
  name: string;
  description: string;
  permission: Permission;
  /** It has every repository, also those that come later. */
  includesAllRepositories: boolean;
  /** Account names. */
  members: string[];
  /** Names of repositories. */
  repositories: string[];
}

export type NewTeam = Pick<TeamRecord, 'name' | 'permission'> &
  Partial<Omit<TeamRecord, 'id'>>;

/** What a token lets one do of what its owner may; each as Gitea calls it. */
export type TokenScope =
  | 'all'
  | `${'read' | 'write'}:${'repository' | 'user' | 'organization' | 'issue'}`;

/** An access token of a person or program. */
export interface TokenRecord {
  id: number;
  /** Account name, and the account's own id where it has one. */
  owner: string;
  ownerId?: string;
  name: string;
  /** SHA-256 in hexadecimal digits; the token itself is not kept. */
  hash: string;
  lastEight: string;
  scopes: TokenScope[];
  createdAt: string;
  /** Absent for one that was never used; a minute behind at the most. */
  lastUsedAt?: string;
}

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
