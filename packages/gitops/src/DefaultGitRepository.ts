import { NotFoundError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { PullRequests } from '@towpath/git-hosts';
import { applyEdits } from './edits/applyEdits';
import type { Edit } from './edits/types';
import type { CommitQueue } from './git/CommitQueue';
import type { NewBranch } from './git/commitOnNewBranch';
import { describeOwn } from './git/makeCommit';
import type { Mirror } from './git/Mirror';
import { findByTrailer, readLog, type LogRange } from './git/readLog';
import { readText } from './git/readText';
import { requireBranch, requireSha } from './git/requireRef';
import type {
  CommitRequest,
  CommitResult,
  GitRepository,
  Preview,
  PullRequestRequest,
  PullRequestResult,
  Tag,
} from './GitRepository';
import { findPullRequest, openPullRequestOnce } from './openPullRequestOnce';

interface Tools {
  mirror: Mirror;
  /** Of the mirror. */
  queue: CommitQueue;
  /** Of the host that the mirror's repository is on. */
  pullRequests: PullRequests;
  clock: Clock;
}

/** A branch of a repository, by way of a mirror. */
export class DefaultGitRepository implements GitRepository {
  readonly #mirror: Mirror;
  readonly #queue: CommitQueue;
  readonly #branch?: string;
  readonly #clock: Clock;
  readonly #pulls: PullRequests;

  constructor({ mirror, queue, pullRequests, clock }: Tools, branch?: string) {
    if (branch !== undefined) requireBranch(branch);
    this.#branch = branch;
    this.#mirror = mirror;
    this.#queue = queue;
    this.#clock = clock;
    this.#pulls = pullRequests;
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
    const branch = await this.branchName(request.signal);
    return this.#queue.commit(branch, request);
  }

  async findCommit(request: CommitRequest): Promise<CommitResult | undefined> {
    const { key, signal } = request;
    const branch = await this.branchName(signal);
    return this.#mirror.use(async () => {
      const head = await this.#mirror.head(branch, signal);
      const own = await findByTrailer(this.#mirror, head, key);
      return own && describeOwn(this.#mirror, own, request);
    });
  }

  async openPullRequest(
    request: PullRequestRequest,
  ): Promise<PullRequestResult> {
    const target = await this.#proposalTarget(request);
    return openPullRequestOnce(target, this.#pulls, request);
  }

  async findPullRequest(
    request: PullRequestRequest,
  ): Promise<PullRequestResult | undefined> {
    const target = await this.#proposalTarget(request);
    return findPullRequest(target, this.#pulls, request);
  }

  pullRequest(number: number) {
    return this.#pulls.get(this.#mirror.repository, number);
  }

  closePullRequest(number: number) {
    return this.#pulls.close(this.#mirror.repository, number);
  }

  log(range: LogRange) {
    const { from, to } = range;
    const ends = from ? [from, to] : [to];
    ends.forEach(requireSha);
    const read = () =>
      this.#mirror.use(async () => {
        for (const sha of ends) await this.#mirror.bring(sha);
        return readLog(this.#mirror, range);
      });
    return this.#mirror.logs.get(range, read);
  }

  async readFile(path: string, at?: string): Promise<string> {
    const text = at
      ? await this.#at(at, sha => readText(this.#mirror, sha, path))
      : await this.#atHead(sha => readText(this.#mirror, sha, path));
    if (text !== undefined) return text;
    const where = at ?? `branch "${await this.branchName()}"`;
    throw new NotFoundError(`${this.pageUrl} has no file ${path} in ${where}`);
  }

  readFiles(paths: string[], at?: string): Promise<Map<string, string>> {
    const read = async (sha: string) => {
      const files = new Map<string, string>();
      for (const path of paths) {
        const text = await readText(this.#mirror, sha, path);
        if (text !== undefined) files.set(path, text);
      }
      return files;
    };
    return at ? this.#at(at, read) : this.#atHead(read);
  }

  async hasBranch(): Promise<boolean> {
    const name = `refs/heads/${await this.branchName()}`;
    const refs = await this.#mirror.use(() => this.#mirror.remoteRefs(name));
    return refs.some(ref => ref.name === name);
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
    return `${this.#pages}/commit/${sha}`;
  }

  compareUrl(from: string, to: string): string {
    return `${this.#pages}/compare/${from}...${to}`;
  }

  /** Where pages of the repository begin; GitLab keeps names of groups apart from them. */
  get #pages(): string {
    const { type } = this.#mirror.repository;
    return type === 'gitlab' ? `${this.pageUrl}/-` : this.pageUrl;
  }

  async #proposalTarget({
    branch: to,
    signal,
  }: PullRequestRequest): Promise<NewBranch> {
    requireBranch(to);
    const from = await this.branchName(signal);
    return { mirror: this.#mirror, clock: this.#clock, from, to };
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
