import { KeyedLock, type Log } from '@towpath/sandbox-kit';
import type { GitSources } from '../git/GitSources.ts';
import type { ApplicationRecord } from '../model.ts';
import { sourcesOf } from '../model.ts';
import type { ApplicationStore } from '../state/ApplicationStore.ts';
import type { ProjectStore } from '../state/ProjectStore.ts';
import type { ClusterOptions, Timings } from '../types.ts';
import { autoSync } from './autoSync.ts';
import { continueOperation } from './operations.ts';
import { reconcile, type Reconciling } from './reconcile.ts';
import { windowsOf } from './syncWindows.ts';
import type { TargetStates } from './targetState.ts';

const HYDRATE = 'argocd.argoproj.io/hydrate';

export interface ControllerParts {
  store: ApplicationStore;
  projects: ProjectStore;
  git: GitSources;
  targets: TargetStates;
  clusters: ClusterOptions[];
  timings: Timings;
  clock: () => Date;
  log: Log;
  /** Whether it acts by itself, and not only when it is told to look. */
  acts: boolean;
}

/** Keeps what runs and what Git asks for together, one application at a time. */
export class Controller {
  readonly #parts: ControllerParts;
  readonly #lock = new KeyedLock();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  /** Looks at Git and the clock once, and does what is due. */
  async tick(): Promise<void> {
    await this.pollGit();
    await this.step();
  }

  /** Asks every repository that an application uses what is new. */
  async pollGit(): Promise<void> {
    const { store, git } = this.#parts;
    const urls = store
      .list()
      .flatMap(({ application }) => sourcesOf(application.spec))
      .filter(({ chart }) => !chart)
      .map(({ repoURL }) => repoURL);
    for (const url of new Set(urls)) {
      // Whoever needs it is told when it is compared: it has nothing to compare with.
      await git.poll(url).catch(() => git.forget(url));
    }
  }

  /** Goes on with every application, without asking Git anew. */
  async step(): Promise<void> {
    for (const { application } of this.#parts.store.list()) {
      await this.#look(application.metadata.name);
    }
  }

  /** Follows nothing any more. */
  stop(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }

  /**
   * Goes on with an operation that was just begun, now and when it is due: among many applications, the next look at all
   * of them is a while away.
   */
  #follow(name: string): void {
    const { acts, timings } = this.#parts;
    if (!acts) return;
    for (const ms of new Set([0, timings.sync])) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        void this.#look(name);
      }, ms);
      this.#timers.add(timer);
    }
  }

  async #look(name: string): Promise<void> {
    await this.change(name, async () => {}).catch(error =>
      this.#parts.log.error(`Argo CD: ${name}: ${error.stack}`),
    );
  }

  /**
   * Compares one application anew, after asking its repositories.
   * @param how was asked for over the API, which leaves an annotation for good
   */
  async refresh(name: string, how?: 'normal' | 'hard'): Promise<void> {
    const { store, git } = this.#parts;
    const record = store.get(name);
    for (const { repoURL, chart } of record
      ? sourcesOf(record.application.spec)
      : []) {
      if (!chart) await git.poll(repoURL).catch(() => git.forget(repoURL));
    }
    const annotate = ({ application: { metadata } }: ApplicationRecord) => {
      if (how)
        metadata.annotations = { ...metadata.annotations, [HYDRATE]: how };
    };
    await this.change(name, annotate, { refresh: true });
  }

  /**
   * Changes an application while nobody else does, brings its status up to date and stores it. With
   * `later`, the status is brought up to date with the next look.
   * @returns what `task` returned; undefined when there is no such application
   */
  change<T>(
    name: string,
    task: (record: ApplicationRecord) => Promise<T> | T,
    options: { refresh?: boolean; later?: boolean } = {},
  ): Promise<T | undefined> {
    return this.#lock.run(name, async () => {
      const { store } = this.#parts;
      const stored = store.get(name);
      if (!stored) return undefined;
      // A copy: a refusal halfway leaves no trace.
      const record = { ...structuredClone(stored), target: stored.target };
      const result = await task(record);
      if (options.later) await store.save(record);
      else await this.#proceed(record, options);
      const { operation } = record.application;
      if (operation && !stored.application.operation) this.#follow(name);
      return result;
    });
  }

  /** Adds an application, or replaces it as a whole. */
  create(record: ApplicationRecord): Promise<void> {
    const { name } = record.application.metadata;
    return this.#lock.run(name, () => this.#proceed(record, { refresh: true }));
  }

  async #proceed(
    record: ApplicationRecord,
    options: { refresh?: boolean },
  ): Promise<void> {
    const { store, projects, timings, clock } = this.#parts;
    const { application } = record;
    const { metadata } = application;
    const now = clock();
    const deleted = Date.parse(metadata.deletionTimestamp ?? '');
    if (now.getTime() >= deleted + timings.deletion) {
      await store.remove(metadata.name);
      return;
    }
    const project = projects.get(application.spec.project);
    const windows = windowsOf(project, application, now);
    const context: Reconciling = {
      now,
      windows,
      timings,
      targets: this.#parts.targets,
      clusters: this.#parts.clusters,
      hasProject: name => projects.get(name) !== undefined,
      ...options,
    };
    await continueOperation(record, context);
    const isCompared = await reconcile(record, context);
    autoSync(record, { windows, now, isCompared, ...timings });
    await store.save(record);
  }
}
