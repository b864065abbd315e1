import { NotFoundError } from '@backstage/errors';
import type { Clock } from './clock';
import { applyEdits } from './edits/applyEdits';
import type { Edit } from './edits/types';
import { commitOnce } from './git/commitOnce';
import type { Mirror } from './git/Mirror';
import {
  findByTrailer,
  readLog,
  type LoggedCommit,
  type LogRange,
} from './git/readLog';
import { readText } from './git/readText';
import { requireBranch, requireSha } from './git/requireRef';
import type { Trailer } from './git/trailers';
import type {
  CommitRequest,
  CommitResult,
  GitRepository,
  Preview,
  PullRequestRequest,
  PullRequestResult,
  Tag,
} from './GitRepository';
import { findPull } from './host/findPull';
import { PullRequests } from './host/PullRequests';
import { openPullRequestOnce } from './openPullRequestOnce';

/** A branch of a repository, by way of a mirror. */
export class DefaultGitRepository implements GitRepository {
  readonly #mirror: Mirror;
  readonly #branch?: string;
  readonly #clock: Clock;
  readonly #pulls: PullRequests;

  constructor(mirror: Mirror, branch: string | undefined, clock: Clock) {
    if (branch !== undefined) requireBranch(branch);
    this.#branch = branch;
    this.#mirror = mirror;
    this.#clock = clock;
    const { repository } = mirror;
    this.#pulls = new PullRequests(repository, findPull[repository.type]);
  }

  get pageUrl(): string {
    return this.#mirror.repository.pageUrl;
  }

  async branchName(signal?: AbortSignal): Promise<string> {
    return (
      this.#branch ?? this.#mirror.use(() => this.#mirror.defaultBranch(signal))
    );
  }

  preview(edits: Edit[]): Promise<Preview> {
    return this.#atHead(async base => {
      const read = (file: string) => readText(this.#mirror, base, file);
      return { base, values: (await applyEdits(read, edits)).values };
    });
  }

  async commit(request: CommitRequest): Promise<CommitResult> {
    const target = { mirror: this.#mirror, clock: this.#clock };
    const branch = await this.branchName(request.signal);
    return commitOnce({ ...target, from: branch, to: branch }, request);
  }

  findCommit({
    trailer,
  }: {
    trailer: Trailer;
  }): Promise<LoggedCommit | undefined> {
    return this.#atHead(head => findByTrailer(this.#mirror, head, trailer));
  }

  async openPullRequest(
    request: PullRequestRequest,
  ): Promise<PullRequestResult> {
    requireBranch(request.branch);
    const target = { mirror: this.#mirror, clock: this.#clock };
    const branch = await this.branchName(request.signal);
    return openPullRequestOnce(
      { ...target, from: branch, to: request.branch },
      this.#pulls,
      request,
    );
  }

  pullRequest(number: number) {
    return this.#pulls.get(number);
  }

  closePullRequest(number: number) {
    return this.#pulls.close(number);
  }

  log(range: LogRange) {
    const { from, to } = range;
    const ends = from ? [from, to] : [to];
    ends.forEach(requireSha);
    return this.#mirror.use(async () => {
      for (const sha of ends) await this.#mirror.bring(sha);
      return readLog(this.#mirror, range);
    });
  }

  async readFile(path: string, at?: string): Promise<string> {
    const text = at
      ? await this.#at(at, sha => readText(this.#mirror, sha, path))
      : await this.#atHead(sha => readText(this.#mirror, sha, path));
    if (text !== undefined) return text;
    const where = at ?? `branch "${await this.branchName()}"`;
    throw new NotFoundError(`${this.pageUrl} has no file ${path} in ${where}`);
  }

  async tags(): Promise<Tag[]> {
    const refs = await this.#mirror.use(() =>
      this.#mirror.remoteRefs('refs/tags/*'),
    );
    // An annotated tag comes twice; its second line names the commit.
    const commits = new Map(
      refs.map(({ name, sha }) => [
        name.replace(/^refs\/tags\//, '').replace(/\^\{\}$/, ''),
        sha,
      ]),
    );
    return [...commits].map(([name, sha]) => ({ name, sha }));
  }

  commitUrl(sha: string): string {
    return `${this.pageUrl}/commit/${sha}`;
  }

  compareUrl(from: string, to: string): string {
    return `${this.pageUrl}/compare/${from}...${to}`;
  }

  #atHead<T>(task: (head: string) => Promise<T>): Promise<T> {
    return this.#mirror.use(async () =>
      task(await this.#mirror.head(await this.branchName())),
    );
  }

  #at<T>(sha: string, task: (sha: string) => Promise<T>): Promise<T> {
    requireSha(sha);
    return this.#mirror.use(async () => {
      await this.#mirror.bring(sha);
      return task(sha);
    });
  }
}
