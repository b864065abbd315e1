import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from '@towpath/sandbox-kit';
import type { StatusRecord } from '../types.ts';
import type { Repository } from './RepositoryStore.ts';

const fileOf = (repository: Repository, sha: string) =>
  path.join(repository.documents, 'statuses', `${sha}.json`);

/** All statuses of a commit, newest first. */
export async function listStatuses(
  repository: Repository,
  sha: string,
): Promise<StatusRecord[]> {
  return readJson<StatusRecord[]>(fileOf(repository, sha), []);
}

/** The newest status of each context. */
export function latestStatuses(statuses: StatusRecord[]): StatusRecord[] {
  const seen = new Set<string>();
  return statuses.filter(
    ({ context }) => !seen.has(context) && seen.add(context),
  );
}

/** Adds a status. Call it inside `RepositoryStore.change`. */
export async function addStatus(
  repository: Repository,
  sha: string,
  status: Omit<StatusRecord, 'id'>,
): Promise<StatusRecord> {
  const file = fileOf(repository, sha);
  const before = await listStatuses(repository, sha);
  const added = { ...status, id: (before[0]?.id ?? 0) + 1 };
  await mkdir(path.dirname(file), { recursive: true });
  await writeJson(file, [added, ...before]);
  return added;
}
