import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { Trouble } from '../../lib/terminal.mjs';
import type { AdvisoryFile } from './readAdvisories.ts';

/**
 * The JSON files of a zip, one after another, so that it may be larger than memory.
 *
 * @throws Trouble where it is no zip, or broken
 */
export async function* readZip(place: string): AsyncGenerator<AdvisoryFile> {
  try {
    const zip = await open(place);
    for (let entry = await next(zip); entry; entry = await next(zip)) {
      if (!entry.fileName.endsWith('.json')) continue;
      yield {
        name: entry.fileName,
        text: await text(await stream(zip, entry)),
      };
    }
  } catch (error) {
    throw new Trouble(`${place} cannot be read as a zip: ${error}`);
  }
}

function open(place: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(place, { lazyEntries: true, autoClose: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

/** Undefined after the last one. */
function next(zip: yauzl.ZipFile): Promise<yauzl.Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners();
    zip.once('entry', resolve);
    zip.once('end', () => resolve(undefined));
    zip.once('error', reject);
    zip.readEntry();
  });
}

function stream(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
}
