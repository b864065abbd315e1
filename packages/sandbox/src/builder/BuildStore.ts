import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { BuildRecord, RepositoryRef } from '@towpath/sandbox-git-host';
import { readJson, writeJson } from '@towpath/sandbox-kit';

const KEPT = 100;

const remove = (folder: string) =>
  rm(folder, { recursive: true, force: true, maxRetries: 3 });

const isId = (entry: string) => /^\d+$/.test(entry);

export type NewBuild = Pick<
  BuildRecord,
  'repository' | 'repositoryId' | 'sha' | 'cause' | 'by' | 'queuedAt'
>;

/**
 * Builds on disk, one folder for each repository by its id: one that takes the name of a removed one has none of its
 * builds. An acknowledged one survives a kill.
 */
export class BuildStore {
  readonly #folder: string;
  readonly #known = new Map<number, BuildRecord[]>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<BuildStore> {
    const store = new BuildStore(folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const entry of await readdir(folder)) {
      const builds = isId(entry) ? await store.#load(Number(entry)) : [];
      if (builds.length > 0) store.#known.set(Number(entry), builds);
      // Once folders were called as the repository is, which may be a number: nobody asks for those any more.
      else await remove(path.join(folder, entry));
    }
    return store;
  }

  async #load(id: number): Promise<BuildRecord[]> {
    const folder = path.join(this.#folder, String(id));
    const files = await readdir(folder);
    const records = await Promise.all(
      files
        .filter(file => /^\d+\.json$/.test(file))
        .map(file =>
          readJson<BuildRecord | undefined>(path.join(folder, file), undefined),
        ),
    );
    return records
      .filter(record => record !== undefined)
      .filter(({ repositoryId }) => repositoryId === id)
      .sort((a, b) => a.number - b.number);
  }

  /** Queues a build. The same commit for the same cause is one build, however often it is asked for. */
  async add(build: NewBuild): Promise<BuildRecord> {
    const builds = this.#of(build.repositoryId);
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
    this.#known.set(build.repositoryId, [...builds, record]);
    const folder = path.join(this.#folder, String(build.repositoryId));
    await mkdir(folder, { recursive: true });
    await this.#write(record);
    return record;
  }

  /** Whether it is kept still; it is not once it was forgotten, as with its repository. */
  has(record: BuildRecord): boolean {
    return this.#of(record.repositoryId).includes(record);
  }

  /** One that was forgotten stays so. */
  async update(
    record: BuildRecord,
    changes: Partial<BuildRecord>,
  ): Promise<void> {
    if (!this.has(record)) return;
    Object.assign(record, changes);
    await this.#write(record);
    if (record.finishedAt) await this.#prune(record.repositoryId);
  }

  /** Removes a build that turned out to have nothing to build. */
  async forget({ repositoryId, number }: BuildRecord): Promise<void> {
    const left = this.#of(repositoryId).filter(b => b.number !== number);
    this.#known.set(repositoryId, left);
    await rm(this.#file(repositoryId, number, 'json'), { force: true });
    await rm(this.#file(repositoryId, number, 'log'), { force: true });
  }

  /** Removes all builds of a repository that goes. */
  async forgetAll({ id }: RepositoryRef): Promise<void> {
    this.#known.delete(id);
    await remove(path.join(this.#folder, String(id)));
  }

  /** Newest first. */
  list({ id }: RepositoryRef): BuildRecord[] {
    return [...this.#of(id)].reverse();
  }

  /** The newest build of every repository. */
  latest(): BuildRecord[] {
    return [...this.#known.values()].flatMap(builds => builds.at(-1) ?? []);
  }

  /** Oldest first within a repository. */
  unfinished(): BuildRecord[] {
    return [...this.#known.values()].flat().filter(b => !b.finishedAt);
  }

  logFile({ repositoryId, number }: BuildRecord): string {
    return this.#file(repositoryId, number, 'log');
  }

  /** What the tests wrote; empty when they did not begin. */
  async readLog({ id }: RepositoryRef, number: number): Promise<string> {
    const file = this.#file(id, number, 'log');
    if (!existsSync(file)) return '';
    return stripVTControlCharacters(await readFile(file, 'utf8'));
  }

  #of(repositoryId: number): BuildRecord[] {
    return this.#known.get(repositoryId) ?? [];
  }

  #file(repositoryId: number, number: number, suffix: string): string {
    return path.join(this.#folder, String(repositoryId), `${number}.${suffix}`);
  }

  #write(record: BuildRecord): Promise<void> {
    return writeJson(
      this.#file(record.repositoryId, record.number, 'json'),
      record,
    );
  }

  async #prune(repositoryId: number): Promise<void> {
    const surplus = this.#of(repositoryId).slice(0, -KEPT);
    for (const record of surplus) {
      if (record.finishedAt) await this.forget(record);
    }
  }
}
