import path from 'node:path';
import { readJson, writeJson } from '@towpath/sandbox-kit';
import { folderOf } from '../render/renderSource.ts';
import { parseManifests } from '../render/parseManifests.ts';
import { newApplication } from '../control/newApplication.ts';
import {
  type Application,
  type ApplicationRecord,
  type ApplicationSpec,
  type RevisionHistory,
  type Source,
  timeOf,
} from '../model.ts';
import type { ArgoCdOptions } from '../types.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';

const FOLDER = 'argocd/applications/';

/** How many of the newest commits to its folders were not deployed yet. */
const BEHIND = 'sandbox.towpath.dev/seed-behind';

/**
 * Creates the applications that the seed repository describes and that were never created here.
 * Their history is that of their folders in Git.
 */
export async function plantApplications(
  parts: ArgoCdParts,
  { seedRepository, organisation = 'myorg', dataDir }: ArgoCdOptions,
): Promise<void> {
  if (!seedRepository) return;
  const marker = path.join(dataDir, 'argocd', 'seeded.json');
  const planted = await readJson<string[]>(marker, []);
  const url = `${parts.gitUrl}/${organisation}/${seedRepository}.git`;
  const found = (await readApplications(parts, url)).filter(
    ({ metadata }) => !planted.includes(metadata.name),
  );
  for (const seed of found) {
    if (!parts.store.get(seed.metadata.name)) await plant(parts, seed);
  }
  const all = [...planted, ...found.map(({ metadata }) => metadata.name)];
  await writeJson(marker, all);
}

async function readApplications(
  { git }: ArgoCdParts,
  url: string,
): Promise<Application[]> {
  const sha = await git.resolve(url).catch(() => undefined);
  if (!sha) return [];
  const tree = await git.tree(url, sha);
  return [...tree]
    .filter(([file]) => file.startsWith(FOLDER) && file.endsWith('.yaml'))
    .flatMap(([file, text]) => parseManifests(text, file))
    .filter(({ kind }) => kind === 'Application') as unknown as Application[];
}

async function plant(parts: ArgoCdParts, seed: Application): Promise<void> {
  const { metadata, spec } = seed;
  const now = parts.clock();
  const record: ApplicationRecord = {
    application: newApplication(metadata, spec, now),
    live: [],
  };
  if (spec.source) await plantHistory(parts, record, spec, spec.source);
  await parts.controller.create(record);
}

async function plantHistory(
  { git, targets }: ArgoCdParts,
  record: ApplicationRecord,
  spec: ApplicationSpec,
  source: Source,
): Promise<void> {
  const { application } = record;
  const { annotations = {} } = application.metadata;
  const head = await git.resolve(source.repoURL, source.targetRevision);
  const behind = Number(annotations[BEHIND] ?? 0);
  const folders = [
    folderOf(source),
    path.posix.join(folderOf(source), '../../base'),
  ];
  const limit = behind + (spec.revisionHistoryLimit ?? 10);
  const commits = await git.log(source.repoURL, head, folders, limit);
  const deployed = commits.slice(behind).reverse();
  const history: RevisionHistory[] = deployed.map(({ sha, date }, id) => ({
    id,
    revision: sha,
    source,
    deployStartedAt: timeOf(new Date(date)),
    deployedAt: timeOf(new Date(date)),
    initiatedBy: spec.syncPolicy?.automated
      ? { automated: true }
      : { username: 'sofia' },
  }));
  const newest = history.at(-1);
  if (!newest) return;
  const { manifests } = await targets.read(
    application,
    [source],
    [newest.revision],
  );
  record.live = manifests.map(manifest => ({
    manifest,
    uid: crypto.randomUUID(),
    createdAt: history[0].deployedAt,
    changedAt: new Date(newest.deployedAt).toISOString(),
  }));
  application.status.history = history;
  application.metadata.creationTimestamp = history[0].deployedAt;
  application.status.operationState = {
    operation: {
      sync: { revision: newest.revision },
      initiatedBy: newest.initiatedBy,
    },
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    startedAt: newest.deployedAt,
    finishedAt: newest.deployedAt,
    syncResult: { revision: newest.revision, source, resources: [] },
  };
}
