import { chmod, copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies the regular files below a folder. What came out of a jail may hold links to files that
 * its program could not read but whoever looks at them can; nothing but plain files is taken.
 */
export async function collectFiles(from: string, to: string): Promise<void> {
  if (!(await isFolder(from))) return;
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    const kind = await lstat(source);
    if (kind.isDirectory()) await collectFiles(source, target);
    else if (kind.isFile() && kind.nlink === 1) {
      await copyFile(source, target);
      await chmod(target, 0o644);
    }
  }
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await lstat(place)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
