import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import * as tar from 'tar';

export const MOST_PACKED = 5 * 1024 * 1024;
const MOST_UNPACKED = 50 * 1024 * 1024;
const MOST_ENTRIES = 5_000;
/** Names, modes and padding around the files. */
const MOST_AROUND = 8 * 1024 * 1024;

/**
 * Unpacks a module that was handed over, for as long as `work` needs it.
 *
 * @param archive tar, packed by gzip, in base64
 * @throws InputError for what is no such archive, is too large, or would reach out of its folder
 */
export async function withModule<T>(
  archive: string,
  work: (folder: string) => T | Promise<T>,
): Promise<T> {
  return withUnpacked(Buffer.from(archive, 'base64'), 'module.archive', work);
}

/**
 * The same for an archive as it is.
 *
 * @param name - how people are told it
 */
export async function withUnpacked<T>(
  packed: Buffer,
  name: string,
  work: (folder: string) => T | Promise<T>,
): Promise<T> {
  return withFolder(async root => {
    const file = path.join(root, 'module.tar');
    fs.writeFileSync(file, await unzip(packed, name));
    requireHarmless(file, name);
    const folder = path.join(root, 'module');
    fs.mkdirSync(folder);
    tar.extract({ file, cwd: folder, sync: true, strict: true });
    return work(folder);
  });
}

/** An empty folder for as long as it is needed. */
export async function withFolder<T>(
  work: (folder: string) => T | Promise<T>,
): Promise<T> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-module-'));
  try {
    return await work(root);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

async function unzip(packed: Buffer, name: string): Promise<Buffer> {
  if (packed.length > MOST_PACKED) throw tooLarge(name);
  const maxOutputLength = MOST_UNPACKED + MOST_AROUND;
  try {
    return await promisify(gunzip)(packed, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(name);
    }
    throw new InputError(
      `${name} is no archive packed by gzip: ${(error as Error).message}`,
    );
  }
}

/** Looks at every entry before the first one is written. */
function requireHarmless(file: string, name: string): void {
  const entries: { path: string; type: string; size: number }[] = [];
  try {
    tar.list({
      file,
      sync: true,
      strict: true,
      onReadEntry: ({ path: where, type, size }) =>
        void entries.push({ path: where, type, size }),
    });
  } catch (error) {
    throw new InputError(`${name} is no tar: ${(error as Error).message}`);
  }
  entries.forEach(entry => requireWithin(entry, name));
  requireSmall(
    entries.map(one => one.size),
    name,
  );
}

/** @throws InputError for more, or larger, files than a module has */
export function requireSmall(sizes: number[], name: string): void {
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size > MOST_UNPACKED || sizes.length > MOST_ENTRIES) throw tooLarge(name);
}

function requireWithin(
  entry: { path: string; type: string },
  name: string,
): void {
  if (!['File', 'OldFile', 'Directory'].includes(entry.type)) {
    throw new InputError(
      `${name} holds "${entry.path}", which is neither a file nor a folder but ${entry.type}: a module is made of files and folders, so copy what a link points to`,
    );
  }
  const isOutside =
    path.isAbsolute(entry.path) || entry.path.split(/[/\\]/).includes('..');
  if (!isOutside) return;
  throw new InputError(
    `${name} holds "${entry.path}", which leads out of it: name what is in the module from its own folder on`,
  );
}

export function tooLarge(name: string): InputError {
  return new InputError(
    `${name} is too large: a module has at most ${
      MOST_PACKED / 1024 / 1024
    } MiB packed, ${
      MOST_UNPACKED / 1024 / 1024
    } MiB unpacked and ${MOST_ENTRIES} files and folders. Leave out what Terraform does not read`,
  );
}
