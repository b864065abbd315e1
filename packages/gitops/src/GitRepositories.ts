import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { Clock } from './clock';
import { DefaultGitRepository } from './DefaultGitRepository';
import { Mirror } from './git/Mirror';
import type { GitRepository } from './GitRepository';
import { locateRepository } from './host/locateRepository';
import type { Logger } from './Logger';

export interface GitRepositoriesOptions {
  /** Name the Git hosts, and give the right to write there. */
  integrations: ScmIntegrationRegistry;
  /** Folder for copies of repositories; they are used again, and made anew when they are lost. */
  workDir: string;
  clock: Clock;
  logger: Logger;
}

/** The repositories that the portal reads and changes. */
export class GitRepositories {
  readonly #options: GitRepositoriesOptions;
  readonly #mirrors = new Map<string, Mirror>();

  private constructor(options: GitRepositoriesOptions) {
    this.#options = options;
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
    const { integrations, clock } = this.#options;
    const repository = locateRepository(url, integrations);
    const known = this.#mirrors.get(repository.cloneUrl);
    const mirror =
      known ??
      new Mirror(
        this.#folderOf(repository.cloneUrl),
        repository,
        this.#options.logger,
      );
    this.#mirrors.set(repository.cloneUrl, mirror);
    return new DefaultGitRepository(mirror, branch, clock);
  }

  #folderOf(cloneUrl: string): string {
    const name = createHash('sha256').update(cloneUrl).digest('hex');
    return path.join(this.#options.workDir, `${name.slice(0, 32)}.git`);
  }
}
