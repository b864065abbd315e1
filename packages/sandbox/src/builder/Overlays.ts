import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuildRecord } from '@towpath/sandbox-git-host';
import { type Git, GitError } from '@towpath/sandbox-kit';
import { readImageTag, writeImageTag } from './overlay.ts';

const TRIES = 5;

// With the id: a repository that takes the name of a removed one begins with build 1 again.
const trailerOf = ({ repository, repositoryId, number }: BuildRecord) =>
  `Towpath-Build: ${repository}#${repositoryId}/${number}`;

/** A clone of the GitOps repository, seen as the overlays of one service. */
export class Overlays {
  readonly #git: Git;
  readonly #folder: string;
  readonly #service: string;
  /** Within the repository. */
  readonly file: string;

  private constructor(
    git: Git,
    folder: string,
    service: string,
    environment: string,
  ) {
    this.#git = git;
    this.#folder = folder;
    this.#service = service;
    this.file = `apps/${service}/overlays/${environment}/kustomization.yaml`;
  }

  static async clone(
    git: Git,
    from: { url: string; folder: string; service: string; environment: string },
  ): Promise<Overlays> {
    await git(['clone', '--quiet', from.url, from.folder]);
    return new Overlays(git, from.folder, from.service, from.environment);
  }

  /** The tag that runs, or `missing` when the service has no overlay. @throws OverlayError */
  async tag(): Promise<{ tag?: string } | 'missing'> {
    const text = await this.#read();
    if (text === undefined) return 'missing';
    return { tag: readImageTag(text, this.#service, this.file) };
  }

  /**
   * Commits the version of a build and returns the commit that brought it. When this build did so
   * before, nothing happens, even if somebody set another version since.
   * @throws OverlayError
   */
  async bring(build: BuildRecord, version: string): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const earlier = await this.#findCommit(build);
      if (earlier) return earlier;
      await this.#commit(build, version);
      try {
        await this.#run('push', '--quiet', 'origin', 'HEAD:main');
        return await this.#run('rev-parse', 'HEAD');
      } catch (error) {
        // Another commit came first: begin again on top of it.
        if (!(error instanceof GitError) || attempt === TRIES) throw error;
        await this.#run('fetch', '--quiet', 'origin', 'main');
        await this.#run('reset', '--quiet', '--hard', 'origin/main');
      }
    }
  }

  async #findCommit(build: BuildRecord): Promise<string | undefined> {
    const found = await this.#run(
      'log',
      '--max-count=1',
      '--format=%H',
      '--extended-regexp',
      `--grep=^${trailerOf(build).replaceAll('.', '\\.')}$`,
    );
    return found || undefined;
  }

  async #commit(build: BuildRecord, version: string): Promise<void> {
    const before = (await this.#read())!;
    const after = writeImageTag(before, this.#service, this.file, version);
    await writeFile(path.join(this.#folder, this.file), after);
    await this.#run('add', '--', this.file);
    await this.#run(
      'commit',
      '--quiet',
      // A version that already runs is recorded all the same: the history says what was built.
      '--allow-empty',
      '-m',
      `Bring ${this.#service} ${version} to ${this.file.split('/')[3]}`,
      '-m',
      [
        `Towpath-Service: ${this.#service}`,
        `Towpath-Version: ${version}`,
        `Towpath-Source-Commit: ${build.sha}`,
        trailerOf(build),
      ].join('\n'),
    );
  }

  async #read(): Promise<string | undefined> {
    const file = path.join(this.#folder, this.file);
    return readFile(file, 'utf8').catch(error => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  async #run(...args: string[]): Promise<string> {
    const { stdout } = await this.#git(args, { cwd: this.#folder });
    return stdout.toString().trim();
  }
}
