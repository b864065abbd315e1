import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from '../host.ts';
import { importHistory } from './importHistory.ts';
import { readHistory, type RepositoryHistory } from './readHistory.ts';
import { readSeedFiles } from './readSeedFiles.ts';
import { splitIntoCommits } from './splitIntoCommits.ts';

const AT_ONCE = 4;

const marker = (host: Host, name: string) =>
  path.join(host.folders.seeded, name);

/**
 * Creates the seeded repositories that were never created here. What exists is not touched, and a
 * seed that people removed stays removed.
 * @throws Error that names the mistake in a seed
 */
export async function plantSeeds(host: Host, seedDir: string): Promise<void> {
  const root = path.join(seedDir, 'repositories');
  const names = (await readdir(root, { withFileTypes: true }))
    .filter(
      entry => entry.isDirectory() && !existsSync(marker(host, entry.name)),
    )
    .map(entry => entry.name)
    .sort();
  if (names.length === 0) return;
  const history = await readHistory(path.join(seedDir, 'history.yaml'));
  const now = host.clock();
  const waiting = [...names];
  const worker = async () => {
    for (
      let name = waiting.shift();
      name !== undefined;
      name = waiting.shift()
    ) {
      await plant(host, path.join(root, name), name, history[name], now);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  host.log.info(`Git host: seeded ${names.length} repositories`);
}

async function plant(
  host: Host,
  folder: string,
  name: string,
  history: RepositoryHistory | undefined,
  now: Date,
): Promise<void> {
  // It exists without a marker when people made it, or when a kill came before the marker.
  if (!host.repositories.find(name)) {
    const files = await readSeedFiles(folder, {
      '@@GIT_URL@@': host.urls.base,
      '@@PORTAL_URL@@': host.portalUrl,
    });
    const commits = splitIntoCommits(name, files, history, now, author => {
      const account = host.accounts.find(author);
      return account && { name: account.displayName, email: account.email };
    });
    const description = history?.description ?? '';
    const createdAt = (commits[0]?.date ?? now).toISOString();
    const isPrivate = history?.private;
    await host.repositories.create(
      { name, description, createdAt, isPrivate },
      gitDir => importHistory(host.git, gitDir, commits),
    );
  }
  await writeFile(marker(host, name), '');
}
