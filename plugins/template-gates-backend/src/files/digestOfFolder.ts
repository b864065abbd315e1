import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The same for the same files with the same content under the same names, and for nothing else. */
export async function digestOfFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => ({ entry, path: join(entry.parentPath, entry.name) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const digest = createHash('sha256');
  for (const { entry, path } of files) {
    const content = entry.isSymbolicLink()
      ? await readlink(path)
      : await readFile(path);
    const own = createHash('sha256').update(content).digest('hex');
    digest.update(JSON.stringify([relative(folder, path), own]));
  }
  return digest.digest('hex');
}
