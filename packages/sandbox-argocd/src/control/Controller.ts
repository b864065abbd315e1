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
}

/** Keeps what runs and what Git asks for together, one application at a time. */
export class Controller {
  readonly #parts: ControllerParts;
  readonly #lock = new KeyedLock();

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
      const { name } = application.metadata;
      await this.change(name, async () => {}).catch(error =>
        this.#parts.log.error(`Argo CD: ${name}: ${error.stack}`),
      );
    }
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
