import {
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';

/** Half of a pack or of an object, or a name that was about to be written. */
const LEFTOVER = /^(tmp_|\.tmp-|incoming-|tmp_objdir-)|\.lock$/;

/** Gits that write to a repository, and not those that only read objects of it. */
const WRITES =
  /\0(fetch|fetch-pack|index-pack|unpack-objects|gc|maintenance|repack|pack-objects|pack-refs|prune|remote-https?)(\0|$)/;

/** Where the running processes are not told, what is older is nobody's any more. */
const OLD_MS = 10 * 60_000;

/**
 * Removes what a killed git left in a bare repository: it never comes back for it, and each try would add to
 * it. While a git writes there, also one of another process, everything stays.
 */
export async function sweepLeftovers(folder: string): Promise<void> {
  const found = await findLeftovers(folder);
  if (found.length === 0) return;
  const isBusy = await hasWriter(folder);
  for (const file of found) {
    const isOurs = isBusy ?? (await isYoung(file));
    if (!isOurs) await rm(file, { recursive: true, force: true });
  }
}

async function findLeftovers(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names
    .filter(name => LEFTOVER.test(path.basename(name)))
    .map(name => path.join(folder, name));
}

async function isYoung(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < OLD_MS;
}

/** Undefined on a system that does not tell. */
async function hasWriter(folder: string): Promise<boolean | undefined> {
  const real = await realpath(folder).catch(() => folder);
  const processes = await readdir('/proc').catch(() => []);
  const ids = processes.filter(name => /^\d+$/.test(name));
  if (ids.length === 0) return undefined;
  const busy = await Promise.all(ids.map(id => writesIn(`/proc/${id}`, real)));
  return busy.includes(true);
}

async function writesIn(process: string, folder: string): Promise<boolean> {
  const cwd = await readlink(`${process}/cwd`).catch(() => '');
  if (cwd !== folder) return false;
  const command = await readFile(`${process}/cmdline`, 'utf8').catch(() => '');
  return WRITES.test(command);
}
