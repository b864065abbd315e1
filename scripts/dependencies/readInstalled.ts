import fs from 'node:fs';
import path from 'node:path';
import { idOf } from './LockedPackage.ts';

/** What a package says of itself, as far as it is asked here. */
export interface Manifest {
  name: string;
  version: string;
  license?: unknown;
  licenses?: unknown;
  author?: string | { name?: string };
  scripts?: Record<string, string>;
}

export interface Installed {
  manifest: Manifest;
  /** The first folder that it was found in. */
  folder: string;
}

/** Every package below a `node_modules`, by name and version. Links to workspaces are left out. */
export function readInstalled(nodeModules: string): Map<string, Installed> {
  const found = new Map<string, Installed>();
  for (const folder of foldersIn(nodeModules)) {
    const manifest = readManifest(folder);
    if (manifest && !found.has(idOf(manifest))) {
      found.set(idOf(manifest), { manifest, folder });
    }
    for (const [id, installed] of readInstalled(`${folder}/node_modules`)) {
      if (!found.has(id)) found.set(id, installed);
    }
  }
  return found;
}

function foldersIn(nodeModules: string): string[] {
  return listFolders(nodeModules).flatMap(folder =>
    path.basename(folder).startsWith('@') ? listFolders(folder) : folder,
  );
}

function listFolders(at: string): string[] {
  if (!fs.existsSync(at)) return [];
  return fs
    .readdirSync(at, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => path.join(at, entry.name))
    .sort();
}

function readManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, 'package.json');
  if (!fs.existsSync(file)) return undefined;
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  return manifest.name && manifest.version ? manifest : undefined;
}
