import { mergeBase } from '../git/history.ts';
import { listRefs } from '../git/refs.ts';
import type { Host } from '../host.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import type { PullRecord } from '../types.ts';

/** The commits a pull request is about. */
export interface PullRefs {
  /** Newest commit of the head; undefined when it was never known. */
  head?: string;
  /** Commit of the base branch: now, or just before the merge. */
  base?: string;
  /** Where head left base. */
  fork?: string;
  /** True while the head branch exists. */
  headBranchExists: boolean;
}

/** Where the head of a pull request stays when its branch is gone. */
export const headRef = (number: number) => `refs/pull/${number}/head`;

/** Finds the commits of a pull request. */
export async function pullRefs(
  host: Host,
  repository: Repository,
  pull: PullRecord,
): Promise<PullRefs> {
  const refs = await listRefs(host.git, repository.gitDir, 'refs/');
  const shaOf = (name: string) =>
    refs.find(ref => `refs/${ref.name}` === name)?.sha;
  const branch = shaOf(`refs/heads/${pull.head}`);
  const kept = shaOf(headRef(pull.number));
  const head = pull.state === 'open' ? branch ?? kept : kept;
  const base = pull.merged?.baseSha ?? shaOf(`refs/heads/${pull.base}`);
  const fork =
    head && base && (await mergeBase(host.git, repository.gitDir, base, head));
  return { head, base, fork, headBranchExists: Boolean(branch) };
}

/** Paths in conflict; empty when it can be merged. Undefined when a branch is gone. */
export async function pullConflicts(
  host: Host,
  repository: Repository,
  refs: PullRefs,
): Promise<string[] | undefined> {
  if (!refs.head || !refs.base || !refs.headBranchExists) return undefined;
  return host.mergeCheck.conflicts(repository.gitDir, refs.base, refs.head);
}
