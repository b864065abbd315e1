import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const NAME = 'techdocs_metadata.json';

/** Completes what the reader, search and the next build read about a site. */
export async function describeSite(
  folder: string,
  builtAt: number,
  etag?: string,
): Promise<void> {
  const place = path.join(folder, NAME);
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    );
  const description = {
    ...(await readDescription(place)),
    build_timestamp: builtAt,
    files: [...new Set([...files, NAME])],
    ...(etag && { etag }),
  };
  await writeFile(place, JSON.stringify(description));
}

async function readDescription(place: string): Promise<object> {
  try {
    return Object(JSON.parse(await readFile(place, 'utf8')));
  } catch {
    return {};
  }
}
