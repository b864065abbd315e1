import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openJail } from '@towpath/jail';
import type {
  BuildReader,
  BuildRecord,
  PushEvent,
  RepositoryRef,
} from '@towpath/sandbox-git-host';
import type { Git, Log } from '@towpath/sandbox-kit';
import { BuildQueue } from './BuildQueue.ts';
import { buildOne, type BuildResult } from './buildOne.ts';
import { BuildStore } from './BuildStore.ts';
import { builderGit } from './git.ts';
import { GitHostApi } from './GitHostApi.ts';
import type { BuilderOptions, BuilderSettings, TestJail } from './types.ts';

const MAIN = 'refs/heads/main';
const NO_COMMIT = '0'.repeat(40);
const MOST_ATTEMPTS = 3;
/** Begins the cause of a build that exists only because overlays may have come. */
const OVERLAYS_OF = 'overlays:';

async function openTestJail(scratch: string, log: Log): Promise<TestJail> {
  const jail = await openJail({ scratch });
  if (jail.gaps)
    log.warn(
      `Builder: this machine locks no program up, so the tests of a pushed repository can: ${jail.gaps}. Push only what you would run yourself.`,
    );
  return jail;
}

const isUndeployed = ({ state, deployedBy }: BuildRecord) =>
  state === 'passed' && deployedBy === undefined;

/** Builds what is pushed to the main branch of a service. See README.md. */
export class Builder implements BuildReader {
  readonly #settings: BuilderSettings;
  readonly #store: BuildStore;
  readonly #jail: TestJail;
  readonly #git: Git;
  readonly #api: GitHostApi;
  readonly #queue: BuildQueue;
  readonly #stop = new AbortController();
  readonly #running = new Map<BuildRecord, AbortController>();

  private constructor(
    settings: BuilderSettings,
    store: BuildStore,
    jail: TestJail,
  ) {
    this.#settings = settings;
    this.#store = store;
    this.#jail = jail;
    this.#git = builderGit(settings);
    this.#api = new GitHostApi(settings);
    this.#queue = new BuildQueue(settings.atOnce, build => this.#run(build));
  }

  /** Reads what an earlier run left. Nothing is built before `begin`. */
  static async open({ jail, ...options }: BuilderOptions): Promise<Builder> {
    const settings: BuilderSettings = {
      organisation: 'myorg',
      gitopsRepository: 'gitops',
      environment: 'dev',
      timeLimit: 300_000,
      atOnce: 2,
      clock: () => new Date(),
      ...options,
      gitUrl: options.gitUrl.replace(/\/+$/, ''),
    };
    const folder = path.join(settings.dataDir, 'builder');
    const scratch = path.join(folder, 'scratch');
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const store = await BuildStore.open(path.join(folder, 'builds'));
    return new Builder(
      settings,
      store,
      jail ?? (await openTestJail(scratch, settings.log)),
    );
  }

  /** Begins to build. Call it once the Git host answers. */
  begin(): void {
    for (const build of this.#store.unfinished()) this.#queue.add(build);
    this.#queue.open();
  }

  /** Stops what runs; it is built again after the next `begin`. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#queue.close();
  }

  /** Give it to the Git host as `onPush`. */
  readonly onPush = async (push: PushEvent): Promise<void> => {
    if (push.by === this.#settings.account.name) return;
    const main = push.refs.find(({ ref }) => ref === MAIN);
    if (!main || main.after === NO_COMMIT) return;
    if (push.repository === this.#settings.gitopsRepository) {
      await this.#followOverlays(push);
    } else {
      await this.#enqueue({ ...push, sha: main.after }, push);
    }
  };

  /** Give it to the Git host as `onRemove`. What runs of the repository is stopped, and what waits never begins. */
  readonly onRemove = async (repository: RepositoryRef): Promise<void> => {
    for (const [build, stop] of this.#running) {
      if (build.repositoryId === repository.id) stop.abort();
    }
    await this.#store.forgetAll(repository);
  };

  async list(repository: RepositoryRef): Promise<BuildRecord[]> {
    return this.#store.list(repository);
  }

  readLog(repository: RepositoryRef, number: number): Promise<string> {
    return this.#store.readLog(repository, number);
  }

  async #enqueue(
    what: Pick<BuildRecord, 'repository' | 'repositoryId' | 'sha'>,
    { id, by }: Pick<PushEvent, 'id' | 'by'>,
  ): Promise<void> {
    const { repository, repositoryId, sha } = what;
    const queuedAt = this.#now();
    const build = await this.#store.add({
      repository,
      repositoryId,
      sha,
      cause: id,
      by,
      queuedAt,
    });
    if (!build.finishedAt) this.#queue.add(build);
  }

  // A service that was green before it had overlays is built again, so that it gets to run. Whether
  // it has them now is asked later: the Git host may be starting and not answer yet.
  async #followOverlays(push: PushEvent): Promise<void> {
    for (const build of this.#store.latest()) {
      if (isUndeployed(build))
        await this.#enqueue(build, {
          id: `${OVERLAYS_OF}${push.id}`,
          by: push.by,
        });
    }
  }

  async #run(build: BuildRecord): Promise<void> {
    if (!this.#store.has(build)) return;
    this.#running.set(build, new AbortController());
    await this.#runToItsEnd(build);
    this.#running.delete(build);
  }

  async #runToItsEnd(build: BuildRecord): Promise<void> {
    try {
      if (
        build.cause.startsWith(OVERLAYS_OF) &&
        !(await this.#hasOverlay(build))
      )
        return await this.#store.forget(build);
      await this.#begin(build);
      const result = await this.#build(build);
      await this.#finish(build, result);
    } catch (error) {
      await this.#giveUp(build, error as Error);
    }
    return undefined;
  }

  async #begin(build: BuildRecord): Promise<void> {
    if (build.attempts >= MOST_ATTEMPTS)
      throw new Error(`the sandbox was stopped ${MOST_ATTEMPTS} times in it`);
    await this.#store.update(build, {
      state: 'running',
      summary: 'The tests run',
      attempts: build.attempts + 1,
      startedAt: this.#now(),
    });
  }

  #build(build: BuildRecord): Promise<BuildResult> {
    const { dataDir } = this.#settings;
    const name = `${build.repositoryId}-${build.number}`;
    return buildOne(build, {
      settings: this.#settings,
      git: this.#git,
      api: this.#api,
      jail: this.#jail,
      scratch: path.join(dataDir, 'builder', 'scratch', name),
      logFile: this.#store.logFile(build),
      signal: AbortSignal.any([
        this.#stop.signal,
        this.#running.get(build)!.signal,
      ]),
      onTests: () => this.#api.report(build, 'pending'),
    });
  }

  async #finish(build: BuildRecord, result: BuildResult): Promise<void> {
    if (result.end === 'nothing') return this.#store.forget(build);
    if (result.end === 'stopped' || !this.#store.has(build)) return undefined;
    const { end, ...outcome } = result;
    const state = end === 'passed' ? 'success' : 'failure';
    // Before the record: a kill in between runs the build again and tells the same once more.
    await this.#api.report({ ...build, ...outcome }, state);
    await this.#store.update(build, {
      ...outcome,
      state: end,
      finishedAt: this.#now(),
    });
    this.#settings.log.info(
      `Builder: ${build.repository} build ${build.number}: ${build.summary}`,
    );
    return isUndeployed(build) ? this.#lookAgain(build) : undefined;
  }

  // Overlays that were pushed while the build ended are seen here; later ones by onPush.
  async #lookAgain(build: BuildRecord): Promise<void> {
    const id = `${OVERLAYS_OF}${build.cause}`;
    if (await this.#hasOverlay(build))
      await this.#enqueue(build, { id, by: build.by });
  }

  #hasOverlay({ repository }: BuildRecord): Promise<boolean> {
    const { gitopsRepository, environment } = this.#settings;
    return this.#api.hasFile(
      gitopsRepository,
      `apps/${repository}/overlays/${environment}`,
    );
  }

  async #giveUp(build: BuildRecord, error: Error): Promise<void> {
    if (this.#stop.signal.aborted || !this.#store.has(build)) return;
    const { log } = this.#settings;
    log.error(
      `Builder: ${build.repository} build ${build.number}: ${error.stack}`,
    );
    await this.#store.update(build, {
      state: 'error',
      summary: `The builder failed: ${error.message.split('\n')[0]}`,
      finishedAt: this.#now(),
    });
    await this.#api.report(build, 'error').catch(cause => {
      log.error(`Builder: the status was not set: ${cause.message}`);
    });
  }

  #now(): string {
    return this.#settings.clock().toISOString();
  }
}
