import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanPage } from './cleanPage';

/** Cleans every page of a built site; see cleanPage. */
export async function cleanSite(
  folder: string,
  iframeHosts: string[],
): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const file of files) {
    if (!/\.x?html?$/i.test(file)) continue;
    const place = path.join(folder, file);
    await writeFile(
      place,
      cleanPage(await readFile(place, 'utf8'), iframeHosts),
    );
  }
}
