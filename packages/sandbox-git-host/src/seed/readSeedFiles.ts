import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export interface SeedFile {
  /** With slashes, from the root of the repository. */
  path: string;
  content: Buffer;
  executable: boolean;
}

/** Reads a file tree and puts values in the place of placeholders in text files. */
export async function readSeedFiles(
  folder: string,
  placeholders: Record<string, string>,
): Promise<SeedFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async file => ({
      path: path.relative(folder, file).split(path.sep).join('/'),
      content: fillIn(await readFile(file), placeholders),
      executable: ((await stat(file)).mode & 0o100) !== 0,
    })),
  );
}

function fillIn(content: Buffer, placeholders: Record<string, string>): Buffer {
  if (content.includes(0)) return content;
  let text = content.toString('utf8');
  for (const [placeholder, value] of Object.entries(placeholders)) {
    text = text.replaceAll(placeholder, () => value);
  }
  return Buffer.from(text);
}
