import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Account,
  type Git,
  readJson,
  writeJson,
} from '@towpath/sandbox-kit';
import { isAncestor } from '../git/history.ts';
import {
  listRefs,
  NO_COMMIT,
  updateRefs,
  type RefChange,
} from '../git/refs.ts';
import type { Repository, RepositoryStore } from '../store/RepositoryStore.ts';

/** One ref that a push moved; `NO_COMMIT` stands for "did not exist". */
export interface PushedRef {
  ref: string;
  before: string;
  after: string;
}

export interface Push {
  /** The same each time this push is followed. */
  id: string;
  repository: Repository;
  /** Account name. */
  by: string;
  refs: PushedRef[];
}

interface JournalEntry {
  /** Its id, not its name: one that was made anew under it was not pushed to. */
  repository: number | string;
  by: string;
}

/**
 * Remembers on disk which refs are about to move, so that what follows a push (pull requests,
 * webhooks) also happens when the process is killed right after the refs moved.
 */
export class PushJournal {
  readonly #folder: string;
  readonly #git: Git;
  readonly #repositories: RepositoryStore;
  readonly #follow: (push: Push) => Promise<void>;

  constructor(
    folder: string,
    git: Git,
    repositories: RepositoryStore,
    follow: (push: Push) => Promise<void>,
  ) {
    this.#folder = folder;
    this.#git = git;
    this.#repositories = repositories;
    this.#follow = follow;
  }

  /** Opens an entry for a `git push`. Git's post-receive hook writes the moved refs to `report`. */
  async open(
    repository: Repository,
    account: Account,
  ): Promise<{ id: string; report: string }> {
    const id = randomUUID();
    await writeJson(path.join(this.#folder, `${id}.json`), {
      repository: repository.id,
      by: account.name,
    } satisfies JournalEntry);
    return { id, report: path.join(this.#folder, `${id}.refs`) };
  }

  /** Acts on what was pushed and forgets the entry. */
  async settle(id: string): Promise<void> {
    const entry = await readJson<JournalEntry | undefined>(
      this.#file(id, 'json'),
      undefined,
    );
    const refs = await this.#report(id);
    const repository = entry && this.#repositories.findKept(entry.repository);
    if (entry && repository && refs.length > 0) {
      const happened = await this.#happened(repository, refs);
      if (happened.length > 0)
        await this.#follow({ id, repository, by: entry.by, refs: happened });
    }
    await rm(this.#file(id, 'json'), { force: true });
    await rm(this.#file(id, 'refs'), { force: true });
  }

  /** Moves refs on behalf of an account, as a push would. @throws RequestError 409 as updateRefs */
  async move(
    repository: Repository,
    account: Account,
    changes: RefChange[],
  ): Promise<void> {
    const { id, report } = await this.open(repository, account);
    const lines = changes
      .filter(({ ref }) => !ref.startsWith('refs/pull/'))
      .map(({ ref, from, to }) => `${from ?? NO_COMMIT} ${to} ${ref}\n`);
    await writeFile(report, lines.join(''));
    try {
      await updateRefs(this.#git, repository.gitDir, changes);
    } catch (error) {
      await rm(report, { force: true });
      throw error;
    } finally {
      await this.settle(id);
    }
  }

  /** Settles what an earlier run left. */
  async resume(): Promise<void> {
    for (const file of await readdir(this.#folder)) {
      if (file.endsWith('.json'))
        await this.settle(file.slice(0, -'.json'.length));
      if (file.endsWith('.part'))
        await rm(path.join(this.#folder, file), { force: true });
    }
  }

  #file(id: string, suffix: string): string {
    return path.join(this.#folder, `${id}.${suffix}`);
  }

  async #report(id: string): Promise<PushedRef[]> {
    const text = await readFile(this.#file(id, 'refs'), 'utf8').catch(error => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => ({
        before: line.slice(0, 40),
        after: line.slice(41, 81),
        ref: line.slice(82),
      }));
  }

  // The entry is written before the refs move, so a kill in between leaves one that never happened.
  async #happened(
    { gitDir }: Repository,
    refs: PushedRef[],
  ): Promise<PushedRef[]> {
    const now = new Map(
      (await listRefs(this.#git, gitDir, 'refs/')).map(r => [
        `refs/${r.name}`,
        r.sha,
      ]),
    );
    const happened: PushedRef[] = [];
    for (const change of refs) {
      const sha = now.get(change.ref);
      const removed = change.after === NO_COMMIT && !sha;
      const moved =
        sha === change.after ||
        (sha && (await isAncestor(this.#git, gitDir, change.after, sha)));
      if (removed || moved) happened.push(change);
    }
    return happened;
  }
}
