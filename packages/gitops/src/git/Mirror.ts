import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { NotFoundError } from '@backstage/errors';
import type { HostedRepository } from '@towpath/git-hosts';
import type { Logger } from '../Logger';
import { tellRefusal } from '../host/tellRefusal';
import { askForRef } from './askForRef';
import { gitEnvironment } from './environment';
import {
  explainFailure,
  isBroken,
  isOutdated,
  isWithoutObject,
} from './explainFailure';
import { Lock } from './Lock';
import { ObjectReader, type GitObject } from './ObjectReader';
import { SharedCall } from './SharedCall';
import { RecentLogs } from './RecentLogs';
import { runGit, runScript, startGit, type GitPlace } from './runGit';
import { sweepLeftovers } from './sweepLeftovers';

interface ScriptOptions {
  /** The folder that it works in; that of the mirror when absent. */
  cwd?: string;
  /** Added to the environment. */
  variables?: Record<string, string>;
}

/** How long a write waits for the one before it. */
const PATIENCE_MS = 5_000;
/** So often in a row no other process moves a branch just then. */
const FETCH_TRIES = 5;
/** For so long git alone asks a host after what could be asked without it was not answered. */
const BY_GIT_MS = 5 * 60_000;

/** One name of the Git host and the commit behind it. */
export interface RemoteRef {
  name: string;
  sha: string;
}

/**
 * A bare copy of a repository that serves as a store of objects. Everybody asks the Git host what a branch is
 * and goes on by commit ids, so that no reference in here matters, and several can use it at once.
 */
export class Mirror {
  readonly repository: HostedRepository;
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #stallSeconds: number;
  readonly #fetching = new Lock();
  readonly #writing = new Map<string, Lock>();
  readonly #asking = new Map<string, SharedCall<RemoteRef[]>>();
  #byGitUntil = -Infinity;
  /** What was read of histories. */
  readonly logs = new RecentLogs();
  readonly #objects = new ObjectReader(() =>
    startGit(['cat-file', '--batch'], this.#place()),
  );

  /** @param folder of the mirror; made when it is needed */
  constructor(
    folder: string,
    repository: HostedRepository,
    { logger, stallSeconds }: { logger: Logger; stallSeconds: number },
  ) {
    this.#folder = folder;
    this.repository = repository;
    this.#logger = logger;
    this.#stallSeconds = stallSeconds;
  }

  /** Runs a task that can be repeated: once more on a new mirror when the old one is broken. */
  async use<T>(task: () => Promise<T>): Promise<T> {
    await this.#create();
    try {
      return await task();
    } catch (error) {
      if (!isBroken(error)) throw error;
      const reason = (error as Error).message;
      this.#logger.warn(
        `The copy of ${this.repository.pageUrl} is broken and made anew: ${reason}`,
      );
      this.#objects.close();
      await rm(this.#folder, { recursive: true, force: true });
      await this.#create();
      return task();
    }
  }

  /**
   * Runs a task that writes to a branch. One at a time in this process get through sooner than all at once,
   * but nobody waits for one that is stuck.
   */
  async write<T>(
    branch: string,
    task: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const lock = this.#writing.get(branch) ?? new Lock();
    this.#writing.set(branch, lock);
    try {
      return await lock.run(task, { signal, patienceMs: PATIENCE_MS });
    } finally {
      if (lock.isIdle) this.#writing.delete(branch);
    }
  }

  /** Runs git on the mirror, without the network. */
  git(args: string[]): Promise<Buffer> {
    return runGit(args, this.#place());
  }

  /** The same by a script of several gits, with its arguments. @param name - for an error */
  script(
    name: string,
    script: [text: string, ...args: string[]],
    { cwd, variables }: ScriptOptions = {},
  ): Promise<Buffer> {
    const place = this.#place(variables);
    return runScript(name, script, { ...place, cwd: cwd ?? place.cwd });
  }

  /** An object of the mirror, or undefined. @throws GitError when it cannot be read */
  read(name: string): Promise<GitObject | undefined> {
    return this.#objects.read(name);
  }

  /** @returns the commit of a branch now, with everything behind it, or undefined without one */
  async findHead(
    branch: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const name = `refs/heads/${branch}`;
    const refs = await this.remoteRefs(name, signal);
    const sha = refs.find(ref => ref.name === name)?.sha;
    if (sha) await this.bring(sha, signal);
    return sha;
  }

  /** @throws NotFoundError when there is no such branch */
  async head(branch: string, signal?: AbortSignal): Promise<string> {
    const sha = await this.findHead(branch, signal);
    if (sha) return sha;
    throw new NotFoundError(
      `${this.repository.pageUrl} has no branch "${branch}"`,
    );
  }

  /** @returns the branch that the Git host calls the default one. @throws NotFoundError when it has none */
  async defaultBranch(signal?: AbortSignal): Promise<string> {
    const { cloneUrl, pageUrl } = this.repository;
    const args = ['ls-remote', '--symref', cloneUrl, 'HEAD'];
    const text = await this.#remote(args, signal);
    const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(text) ?? [];
    if (branch) return branch;
    throw new NotFoundError(`${pageUrl} has no default branch: it is empty`);
  }

  /** Asks the Git host, not the mirror. @param pattern - of names, such as `refs/tags/*` */
  async remoteRefs(
    pattern: string,
    signal?: AbortSignal,
  ): Promise<RemoteRef[]> {
    const call =
      this.#asking.get(pattern) ??
      new SharedCall(() => this.#askForRefs(pattern));
    this.#asking.set(pattern, call);
    try {
      return await call.ask(signal);
    } finally {
      if (call.isIdle) this.#asking.delete(pattern);
    }
  }

  async #askForRefs(pattern: string): Promise<RemoteRef[]> {
    const quick = await this.#askQuickly(pattern);
    if (quick) return [quick];
    const { cloneUrl } = this.repository;
    const text = await this.#remote(['ls-remote', cloneUrl, pattern]);
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [sha, name] = line.split('\t');
        return { name, sha };
      });
  }

  async #askQuickly(name: string): Promise<RemoteRef | undefined> {
    if (name.endsWith('*') || performance.now() < this.#byGitUntil) {
      return undefined;
    }
    try {
      const sha = await askForRef(this.repository, name);
      return sha === undefined ? undefined : { name, sha };
    } catch {
      this.#byGitUntil = performance.now() + BY_GIT_MS;
      return undefined;
    }
  }

  /** Sees to it that a commit is in the mirror. @throws NotFoundError when the Git host has none of that id */
  async bring(sha: string, signal?: AbortSignal): Promise<void> {
    if (await this.has(sha)) return;
    await this.#fetching.run(
      async () => {
        if (await this.has(sha)) return;
        await this.#fetch(['--prune', '+refs/heads/*:refs/heads/*'], signal);
        // Of a tag, or of a pull request whose branch is gone.
        if (!(await this.has(sha))) await this.#fetchOnly(sha, signal);
      },
      { signal },
    );
  }

  async has(sha: string): Promise<boolean> {
    return Boolean(await this.read(`${sha}^{commit}`));
  }

  /** @throws GitError for which isOutdated may be true; otherwise an error that says what to do */
  async push(sha: string, branch: string, signal?: AbortSignal): Promise<void> {
    const { cloneUrl } = this.repository;
    const target = `${sha}:refs/heads/${branch}`;
    await this.#remote(['push', '--progress', cloneUrl, target], signal);
  }

  /** A branch for whose sake there cannot be one of this name: `a` and `a/b` exclude each other. */
  async findInTheWay(
    branch: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const parts = branch.split('/');
    const above = parts.map((_, at) => parts.slice(0, at).join('/')).slice(1);
    const refs = await this.remoteRefs('refs/heads/*', signal);
    const names = refs.map(({ name }) => name.replace('refs/heads/', ''));
    return names.find(
      name => above.includes(name) || name.startsWith(`${branch}/`),
    );
  }

  async #fetchOnly(sha: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#fetch([sha], signal, 1);
    } catch (error) {
      if (!isWithoutObject(error)) throw error;
      throw new NotFoundError(
        `${this.repository.pageUrl} has no commit ${sha}`,
        error as Error,
      );
    }
  }

  async #fetch(
    what: string[],
    signal?: AbortSignal,
    tries = FETCH_TRIES,
  ): Promise<void> {
    const how = ['--progress', '--no-tags', '--no-write-fetch-head'];
    const { cloneUrl } = this.repository;
    // What was killed before, also with the whole portal, has left its half behind.
    await sweepLeftovers(this.#folder);
    try {
      await this.#remote(['fetch', ...how, cloneUrl, ...what], signal);
    } catch (error) {
      await sweepLeftovers(this.#folder);
      // Meanwhile another process that has this copy has moved a branch in it, or somebody one of the host.
      const hasMoved = isOutdated(error) || isWithoutObject(error);
      if (!hasMoved || tries === 1) throw error;
      await this.#fetch(what, signal, tries - 1);
    }
  }

  async #remote(args: string[], signal?: AbortSignal): Promise<string> {
    const { baseUrl, authorize } = this.repository;
    const { git: authorization, secrets } = await authorize();
    try {
      const access = { baseUrl, authorization };
      const answer = await runGit(args, {
        cwd: this.#folder,
        env: {
          ...gitEnvironment(this.#folder, access, {
            'http.lowSpeedTime': String(this.#stallSeconds),
          }),
          GIT_DIR: this.#folder,
        },
        secrets,
        signal,
        // A host may think for a while before it says how far it is.
        quietLimitMs: 2 * this.#stallSeconds * 1000,
      });
      return answer.toString();
    } catch (error) {
      if (isOutdated(error)) throw error;
      const told = await tellRefusal(error, this.repository, args[0]);
      throw explainFailure(told, this.repository);
    }
  }

  #place(variables: Record<string, string> = {}): GitPlace {
    const env = gitEnvironment(this.#folder);
    return {
      cwd: this.#folder,
      env: { ...env, ...variables, GIT_DIR: this.#folder },
    };
  }

  async #create(): Promise<void> {
    if (existsSync(this.#folder)) return;
    const parent = path.dirname(this.#folder);
    await mkdir(parent, { recursive: true });
    const fresh = await mkdtemp(`${this.#folder}-`);
    await runGit(['init', '--quiet', '--bare', fresh], {
      cwd: parent,
      env: gitEnvironment(parent),
    });
    try {
      await rename(fresh, this.#folder);
    } catch {
      // Somebody was faster, and theirs is as good.
      await rm(fresh, { recursive: true, force: true });
    }
  }
}
