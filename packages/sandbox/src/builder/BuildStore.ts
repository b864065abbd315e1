import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { BuildRecord } from '@towpath/sandbox-git-host';
import { readJson, writeJson } from '@towpath/sandbox-kit';

const KEPT = 100;

export type NewBuild = Pick<
  BuildRecord,
  'repository' | 'sha' | 'cause' | 'by' | 'queuedAt'
>;

/** Builds on disk, one folder for each repository; an acknowledged one survives a kill. */
export class BuildStore {
  readonly #folder: string;
  readonly #known = new Map<string, BuildRecord[]>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<BuildStore> {
    const store = new BuildStore(folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const repository of await readdir(folder)) {
      store.#known.set(repository, await store.#load(repository));
    }
    return store;
  }

  async #load(repository: string): Promise<BuildRecord[]> {
    const records: BuildRecord[] = [];
    for (const file of await readdir(path.join(this.#folder, repository))) {
      if (!/^\d+\.json$/.test(file)) continue;
      const record = await readJson<BuildRecord | undefined>(
        path.join(this.#folder, repository, file),
        undefined,
      );
      if (record) records.push(record);
    }
    return records.sort((a, b) => a.number - b.number);
  }

  /** Queues a build. The same commit for the same cause is one build, however often it is asked for. */
  async add(build: NewBuild): Promise<BuildRecord> {
    const builds = this.#known.get(build.repository) ?? [];
    const same = builds.find(
      ({ cause, sha }) => cause === build.cause && sha === build.sha,
    );
    if (same) return same;
    const record: BuildRecord = {
      ...build,
      number: (builds.at(-1)?.number ?? 0) + 1,
      state: 'queued',
      summary: 'Waits for its turn',
      attempts: 0,
    };
    this.#known.set(build.repository, [...builds, record]);
    await mkdir(path.join(this.#folder, build.repository), { recursive: true });
    await this.#write(record);
    return record;
  }

  async update(
    record: BuildRecord,
    changes: Partial<BuildRecord>,
  ): Promise<void> {
    Object.assign(record, changes);
    await this.#write(record);
    if (record.finishedAt) await this.#prune(record.repository);
  }

  /** Removes a build that turned out to have nothing to build. */
  async forget({ repository, number }: BuildRecord): Promise<void> {
    const left = this.#of(repository).filter(b => b.number !== number);
    this.#known.set(repository, left);
    await rm(this.#file(repository, number, 'json'), { force: true });
    await rm(this.#file(repository, number, 'log'), { force: true });
  }

  /** Newest first. */
  list(repository: string): BuildRecord[] {
    return [...this.#of(repository)].reverse();
  }

  /** The newest build of every repository. */
  latest(): BuildRecord[] {
    return [...this.#known.values()].flatMap(builds => builds.at(-1) ?? []);
  }

  /** Oldest first within a repository. */
  unfinished(): BuildRecord[] {
    return [...this.#known.values()].flat().filter(b => !b.finishedAt);
  }

  logFile({ repository, number }: BuildRecord): string {
    return this.#file(repository, number, 'log');
  }

  /** What the tests wrote; empty when they did not begin. */
  async readLog(repository: string, number: number): Promise<string> {
    const file = this.#file(repository, number, 'log');
    if (!existsSync(file)) return '';
    return stripVTControlCharacters(await readFile(file, 'utf8'));
  }

  #of(repository: string): BuildRecord[] {
    return this.#known.get(repository) ?? [];
  }

  #file(repository: string, number: number, suffix: string): string {
    return path.join(this.#folder, repository, `${number}.${suffix}`);
  }

  #write(record: BuildRecord): Promise<void> {
    return writeJson(
      this.#file(record.repository, record.number, 'json'),
      record,
    );
  }

  async #prune(repository: string): Promise<void> {
    const surplus = this.#of(repository).slice(0, -KEPT);
    for (const record of surplus) {
      if (record.finishedAt) await this.forget(record);
    }
  }
}
