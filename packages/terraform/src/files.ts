import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';

/** Only the account of the portal may look into what is made here. */
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

export function makeFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  return folder;
}

/** Writes the whole file or leaves the one before, also when the process dies in the middle. */
export function writeWhole(file: string, content: string): void {
  const next = `${file}.${randomUUID()}.new`;
  const handle = fs.openSync(next, 'wx', OWNER_ONLY_FILE);
  try {
    fs.writeFileSync(handle, content);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(next, file);
}

export function writeJson(file: string, value: unknown): void {
  writeWhole(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** The content of a file; undefined when there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What this library wrote by `writeJson`; undefined when there is none. */
export function readJson<T>(file: string): T | undefined {
  const text = readIfThere(file);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** The names in a folder; none when it is not there. */
export function listFolder(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}

export function remove(...parts: string[]): void {
  fs.rmSync(path.join(...parts), { recursive: true, force: true });
}
