import path from 'node:path';
import { readJson, writeJson } from '@towpath/sandbox-kit';
import { notFound } from '../errors.ts';
import type { HookRecord } from '../types.ts';
import type { Repository } from './RepositoryStore.ts';

interface HookFile {
  lastId: number;
  hooks: HookRecord[];
}

const fileOf = (repository: Repository) =>
  path.join(repository.documents, 'hooks.json');

async function read(repository: Repository): Promise<HookFile> {
  return readJson<HookFile>(fileOf(repository), { lastId: 0, hooks: [] });
}

export async function listHooks(repository: Repository): Promise<HookRecord[]> {
  return (await read(repository)).hooks;
}

/** @throws RequestError 404 */
export async function getHook(
  repository: Repository,
  id: number,
): Promise<HookRecord> {
  const hook = (await listHooks(repository)).find(
    candidate => candidate.id === id,
  );
  if (!hook) throw notFound(`${repository.name} has no webhook ${id}`);
  return hook;
}

/** Adds a webhook. Call it inside `RepositoryStore.change`, as the next two. */
export async function addHook(
  repository: Repository,
  hook: Omit<HookRecord, 'id'>,
): Promise<HookRecord> {
  const { lastId, hooks } = await read(repository);
  const added = { ...hook, id: lastId + 1 };
  await writeJson(fileOf(repository), {
    lastId: added.id,
    hooks: [...hooks, added],
  });
  return added;
}

export async function replaceHook(
  repository: Repository,
  hook: HookRecord,
): Promise<void> {
  const { lastId, hooks } = await read(repository);
  const replaced = hooks.map(other => (other.id === hook.id ? hook : other));
  await writeJson(fileOf(repository), { lastId, hooks: replaced });
}

/** @throws RequestError 404 */
export async function removeHook(
  repository: Repository,
  id: number,
): Promise<void> {
  await getHook(repository, id);
  const { lastId, hooks } = await read(repository);
  await writeJson(fileOf(repository), {
    lastId,
    hooks: hooks.filter(hook => hook.id !== id),
  });
}
