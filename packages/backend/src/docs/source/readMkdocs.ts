import { InputError } from '@backstage/errors';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';

/** In the order in which TechDocs looks for them. */
export const MKDOCS_FILES = ['mkdocs.yaml', 'mkdocs.yml'];
const MOST_BYTES = 200_000;

/** Reads the configuration of a checkout; a link would lead to any file of the machine. */
export async function readMkdocs(
  folder: string,
): Promise<{ file: string; content?: string }> {
  for (const file of MKDOCS_FILES) {
    const place = path.join(folder, file);
    const kind = await lstat(place).catch(() => undefined);
    if (!kind) continue;
    if (!kind.isFile() || kind.size > MOST_BYTES)
      throw new InputError(
        `${file} has to be a file of at most ${MOST_BYTES} bytes`,
      );
    return { file, content: await readFile(place, 'utf8') };
  }
  return { file: 'mkdocs.yml' };
}
