import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type Git,
  JsonDocument,
  KeyedLock,
  readJson,
  syncFolder,
  writeJson,
} from '@towpath/sandbox-kit';
import { conflict, invalid, notFound } from '../errors.ts';
import { isRepositoryName } from '../git/names.ts';
import { setHead } from '../git/refs.ts';
import type { RepositoryRecord } from '../types.ts';
import type { Folders } from './folders.ts';

/** A repository: its record, its bare Git folder and the folder of its documents. */
export interface Repository extends RepositoryRecord {
  gitDir: string;
  /** Documents live inside the Git folder, so that one rename creates or removes all. */
  documents: string;
}

export interface NewRepository {
  name: string;
  description?: string;
  createdAt: string;
  defaultBranch?: string;
  isPrivate?: boolean;
  collaborators?: RepositoryRecord['collaborators'];
}

/** The organisation's repositories. The folders are the truth; records are kept in memory. */
export class RepositoryStore {
  readonly #folders: Folders;
  readonly #git: Git;
  readonly #known = new Map<string, Repository>();
  readonly #locks = new KeyedLock();
  readonly #ids: JsonDocument<{ nextId: number }>;

  constructor(folders: Folders, git: Git) {
    this.#folders = folders;
    this.#git = git;
    this.#ids = new JsonDocument(folders.repositoryIds, { nextId: 1 });
  }

  /** Reads what is on disk and mends what a killed process left inside repositories. */
  async load(): Promise<void> {
    const template = path.join(this.#folders.scratch, 'template.git');
    await this.#git(['init', '--bare', '--quiet', '--template=', template]);
    await setHead(this.#git, template, 'main');
    await mkdir(path.join(template, 'towpath'));
    await this.#ids.load();
    for (const entry of await readdir(this.#folders.repositories)) {
      if (entry.endsWith('.git'))
        await this.#loadOne(path.join(this.#folders.repositories, entry));
    }
  }

  async #loadOne(gitDir: string): Promise<void> {
    const documents = path.join(gitDir, 'towpath');
    const record = await readJson<RepositoryRecord | undefined>(
      path.join(documents, 'repository.json'),
      undefined,
    );
    if (!record) return;
    await rm(path.join(gitDir, 'worktrees'), { recursive: true, force: true });
    // What was made before there were private ones is open to everybody.
    const { isPrivate = false } = record;
    this.#remember({ ...record, isPrivate, gitDir, documents });
  }

  /** All repositories by name. */
  list(): Repository[] {
    return [...this.#known.values()].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  }

  find(name: string): Repository | undefined {
    return this.#known.get(name.toLowerCase());
  }

  /** The one that was given this id, while it is there. What was kept on the disk long ago says its name instead. */
  findKept(id: number | string): Repository | undefined {
    if (typeof id === 'string') return this.find(id);
    return [...this.#known.values()].find(one => one.id === id);
  }

  /** @throws RequestError 404 */
  get(name: string): Repository {
    const repository = this.find(name);
    if (!repository) throw notFound(`there is no repository "${name}"`);
    return repository;
  }

  /** Runs a task that changes this repository; such tasks never overlap. */
  change<T>(
    name: string,
    task: (repository: Repository) => Promise<T>,
  ): Promise<T> {
    return this.#locks.run(name.toLowerCase(), async () =>
      task(this.get(name)),
    );
  }

  /**
   * Creates a repository; it appears whole or not at all.
   * @param fill writes the first content into the bare folder before it appears
   * @throws RequestError 409 when it exists, 422 for a bad name
   */
  create(
    input: NewRepository,
    fill: (gitDir: string) => Promise<void> = async () => {},
  ): Promise<Repository> {
    return this.#locks.run(String(input.name).toLowerCase(), async () => {
      this.#checkNew(input.name);
      const record = newRecord(input, await this.#takeId());
      const building = path.join(
        this.#folders.scratch,
        `new-${randomUUID()}.git`,
      );
      await cp(path.join(this.#folders.scratch, 'template.git'), building, {
        recursive: true,
      });
      if (record.defaultBranch !== 'main')
        await setHead(this.#git, building, record.defaultBranch);
      await fill(building);
      await writeJson(
        path.join(building, 'towpath', 'repository.json'),
        record,
      );
      const gitDir = path.join(
        this.#folders.repositories,
        `${record.name}.git`,
      );
      await rename(building, gitDir);
      await syncFolder(this.#folders.repositories);
      return this.#remember({
        ...record,
        gitDir,
        documents: path.join(gitDir, 'towpath'),
      });
    });
  }

  #checkNew(name: string): void {
    if (typeof name !== 'string' || !isRepositoryName(name)) {
      throw invalid(
        `name "${name}" is not a repository name: use up to 100 letters, digits, "-", "_" and ".", start with a letter or digit, and do not end in ".git"`,
      );
    }
    if (this.find(name)) {
      throw conflict(
        `The repository with the same name already exists: "${name}"`,
      );
    }
  }

  /** Stores the fields of the record that `change` answers, given the record as it is. */
  update(
    name: string,
    change: (before: RepositoryRecord) => Partial<RepositoryRecord>,
  ): Promise<Repository> {
    return this.change(name, async repository => {
      const { gitDir, documents, ...record } = {
        ...repository,
        ...change(repository),
      };
      await writeJson(path.join(documents, 'repository.json'), record);
      return this.#remember({ ...record, gitDir, documents });
    });
  }

  /**
   * Removes a repository with everything that is in its folder.
   * @param first what has to go before it does, while nothing else changes it
   */
  remove(
    name: string,
    first: (repository: Repository) => Promise<void>,
  ): Promise<void> {
    return this.change(name, async repository => {
      await first(repository);
      const grave = path.join(this.#folders.scratch, `removed-${randomUUID()}`);
      await rename(repository.gitDir, grave);
      this.#known.delete(repository.name.toLowerCase());
      await rm(grave, { recursive: true, force: true });
    });
  }

  /** An id is given once, also when the last repository goes and the host starts again. */
  #takeId(): Promise<number> {
    // Those that were made before this was kept have ids, too.
    const known = [...this.#known.values()].map(({ id }) => id);
    return this.#ids.change(draft => {
      const id = Math.max(draft.nextId, ...known.map(one => one + 1));
      draft.nextId = id + 1;
      return id;
    });
  }

  #remember(repository: Repository): Repository {
    this.#known.set(repository.name.toLowerCase(), repository);
    return repository;
  }
}

function newRecord(input: NewRepository, id: number): RepositoryRecord {
  return {
    id,
    name: input.name,
    description: input.description ?? '',
    website: '',
    defaultBranch: input.defaultBranch ?? 'main',
    archived: false,
    createdAt: input.createdAt,
    isPrivate: input.isPrivate ?? false,
    collaborators: input.collaborators ?? {},
  };
}
