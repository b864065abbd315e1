import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { Clock } from '@towpath/clock';
import {
  GitHosts,
  type HostAlias,
  type HostedRepository,
} from '@towpath/git-hosts';
import { DefaultGitRepository } from './DefaultGitRepository';
import { CommitQueue, type InTurn } from './git/CommitQueue';
import { Mirror } from './git/Mirror';
import type { GitRepository } from './GitRepository';
import type { Logger } from './Logger';

export interface GitRepositoriesOptions {
  /** Name the Git hosts, and give the right to write there. */
  integrations: ScmIntegrationRegistry;
  /** Folder for copies of repositories; they are used again, and made anew when they are lost. */
  workDir: string;
  clock: Clock;
  logger: Logger;
  /** After how many seconds without any movement a transfer is given up. Default is 60. */
  stallSeconds?: number;
  /** Other processes write to the same branches: what they do in turn they do not do in vain. */
  inTurn?: InTurn;
  /** Other addresses of the hosts under `integrations`. */
  hosts?: HostAlias[];
}

const STALL_SECONDS = 60;

const atOnce: InTurn = (_, task) => task();

interface Copy {
  mirror: Mirror;
  queue: CommitQueue;
}

/** The repositories that the portal reads and changes. */
export class GitRepositories {
  readonly #options: GitRepositoriesOptions;
  readonly #hosts: GitHosts;
  readonly #copies = new Map<string, Copy>();

  private constructor(options: GitRepositoriesOptions) {
    const { integrations, hosts: aliases, clock } = options;
    this.#options = options;
    this.#hosts = GitHosts.fromIntegrations(integrations, { aliases, clock });
  }

  static create(options: GitRepositoriesOptions): GitRepositories {
    return new GitRepositories(options);
  }

  /**
   * A branch of the repository at a URL, of a page or to clone; without a name, the one that is the default
   * when it is needed. Nothing is asked of the Git host yet.
   * @throws InputError when the URL is of no host under `integrations`
   */
  open({ url, branch }: { url: string; branch?: string }): GitRepository {
    const { clock } = this.#options;
    const repository = this.#hosts.locate(url);
    // None of these hosts tells names apart by case.
    const identity = repository.cloneUrl.toLowerCase();
    const copy = this.#copies.get(identity) ?? this.#copy(identity, repository);
    this.#copies.set(identity, copy);
    const { pullRequests } = this.#hosts.of(repository);
    return new DefaultGitRepository({ ...copy, pullRequests, clock }, branch);
  }

  #copy(identity: string, repository: HostedRepository): Copy {
    const { clock, logger, stallSeconds = STALL_SECONDS } = this.#options;
    const { inTurn = atOnce } = this.#options;
    const options = { logger, stallSeconds };
    const mirror = new Mirror(this.#folderOf(identity), repository, options);
    return { mirror, queue: new CommitQueue(mirror, { clock, inTurn }) };
  }

  #folderOf(identity: string): string {
    const name = createHash('sha256').update(identity).digest('hex');
    return path.join(this.#options.workDir, `${name.slice(0, 32)}.git`);
  }
}
