import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from '@towpath/sandbox-kit';
import { notFound } from '../errors.ts';
import type { PullRecord } from '../types.ts';
import type { Repository } from './RepositoryStore.ts';

const folderOf = (repository: Repository) =>
  path.join(repository.documents, 'pulls');
const fileOf = (repository: Repository, number: number) =>
  path.join(folderOf(repository), `${number}.json`);

/** All pull requests of a repository, newest first. */
export async function listPulls(repository: Repository): Promise<PullRecord[]> {
  const numbers = await pullNumbers(repository);
  return Promise.all(numbers.map(number => getPull(repository, number)));
}

/** @throws RequestError 404 */
export async function getPull(
  repository: Repository,
  number: number,
): Promise<PullRecord> {
  const pull = Number.isSafeInteger(number)
    ? await readJson<PullRecord | undefined>(
        fileOf(repository, number),
        undefined,
      )
    : undefined;
  if (!pull) throw notFound(`${repository.name} has no pull request ${number}`);
  return pull;
}

/** The number for a new pull request. Call it inside `RepositoryStore.change`. */
export async function nextPullNumber(repository: Repository): Promise<number> {
  return ((await pullNumbers(repository))[0] ?? 0) + 1;
}

export async function savePull(
  repository: Repository,
  pull: PullRecord,
): Promise<void> {
  await mkdir(folderOf(repository), { recursive: true });
  await writeJson(fileOf(repository, pull.number), pull);
}

async function pullNumbers(repository: Repository): Promise<number[]> {
  const files = await readdir(folderOf(repository)).catch(error => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files
    .map(file => Number(/^(\d+)\.json$/.exec(file)?.[1]))
    .filter(Boolean)
    .sort((a, b) => b - a);
}
