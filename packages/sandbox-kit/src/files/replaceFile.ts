import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Replaces a JSON document as {@link replaceFile} does. */
export function writeJson(file: string, document: unknown): Promise<void> {
  return replaceFile(file, `${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Replaces a file, which only its owner may read, so that a crash or a full disk leaves the old
 * text or the new one, whole. Resolves when it is on the disk.
 */
export async function replaceFile(
  file: string,
  text: string | Uint8Array,
): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeWhole(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

async function writeWhole(
  file: string,
  text: string | Uint8Array,
): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes renames inside a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The document, or `fallback` when there is no such file. */
export async function readJson<T>(file: string, fallback: T): Promise<T> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fallback;
    throw new Error(`cannot read ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
