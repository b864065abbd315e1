import type { Edit, WrittenValue } from './edits/types';
import type { LoggedCommit, LogRange, Author } from './git/readLog';
import type { Trailer, Trailers } from './git/trailers';
import type { PullRequest } from '@towpath/git-hosts';

export interface Preview {
  /** Head of the branch that the edits were tried on. */
  base: string;
  values: WrittenValue[];
}

export interface CommitRequest {
  /** A trailer that no other commit has: by it, a repetition finds what an earlier try wrote. */
  key: Trailer;
  edits: Edit[];
  /** Subject, and more below an empty line if there is more to say. */
  message: string;
  /** Added to the key. */
  trailers?: Trailers;
  author: Author;
  /**
   * Values that an earlier commit wrote. Nothing is written unless each is still what it was then: for writing
   * back, together with their `undo` as edits.
   */
  expect?: WrittenValue[];
  signal?: AbortSignal;
}

export interface CommitResult {
  sha: string;
  /** The commit below it. */
  base: string;
  values: WrittenValue[];
  /** False: an earlier try wrote it, or everything was so already; then `sha` is `base`. */
  created: boolean;
}

export interface PullRequestRequest extends CommitRequest {
  /** Made for this pull request and no other. */
  branch: string;
  title: string;
  body: string;
}

export interface PullRequestResult extends PullRequest {
  /** The commit on its branch. */
  sha: string;
  values: WrittenValue[];
}

export interface Tag {
  name: string;
  /** The commit, also of an annotated tag. */
  sha: string;
}

/**
 * One branch of a repository on a Git host.
 *
 * Every method throws InputError, NotFoundError or ConflictError when a repetition would end the same way, and
 * ServiceUnavailableError when the Git host does not answer or refuses the portal's credentials.
 */
export interface GitRepository {
  readonly pageUrl: string;
  /** Of the default branch, the Git host is asked for its name. */
  branchName(): Promise<string>;
  /** What the edits would write at the head of the branch. */
  preview(edits: Edit[]): Promise<Preview>;
  /**
   * Writes one commit, exactly once for a key: it is looked for before every try, and the edits are made anew
   * on what the branch is then.
   */
  commit(request: CommitRequest): Promise<CommitResult>;
  /**
   * What an earlier try of this request wrote, without writing anything; undefined when none did. Looks at the
   * last 20,000 commits.
   */
  findCommit(request: CommitRequest): Promise<CommitResult | undefined>;
  /**
   * Opens a pull request, exactly once for a branch name. Answers an earlier one in any state: one that was
   * closed is not opened again.
   */
  openPullRequest(request: PullRequestRequest): Promise<PullRequestResult>;
  /** What an earlier try of this request opened, in any state, without opening anything. */
  findPullRequest(
    request: PullRequestRequest,
  ): Promise<PullRequestResult | undefined>;
  pullRequest(number: number): Promise<PullRequest>;
  /** Closes an open one. @throws ConflictError when it is merged */
  closePullRequest(number: number): Promise<PullRequest>;
  /** Commits of `to` that `from` lacks, newest first; both are whole commit ids. */
  log(range: LogRange): Promise<LoggedCommit[]>;
  /** The text of a file in a commit, or at the head. @throws NotFoundError */
  readFile(path: string, at?: string): Promise<string>;
  /** The texts of those of these files that are there, by path: all in one commit. */
  readFiles(paths: string[], at?: string): Promise<Map<string, string>>;
  /** Whether there is a branch of this name now; without one, the default branch. */
  hasBranch(): Promise<boolean>;
  tags(): Promise<Tag[]>;
  commitUrl(sha: string): string;
  /** A page with what `to` has and `from` lacks. */
  compareUrl(from: string, to: string): string;
}
