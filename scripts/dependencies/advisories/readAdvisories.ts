import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../lib/terminal.mjs';
import type { Advisory } from './Advisory.ts';
import { readZip } from './readZip.ts';

/** One file among advisories: where it lies, and its text. */
export interface AdvisoryFile {
  name: string;
  text: string;
}

/** An advisory, or the name of a file that is none. */
export type ReadAdvisory = { advisory: Advisory } | { notUnderstood: string };

/**
 * Reads advisories in the OSV format: a folder with a JSON file each, at any depth, as GitHub's
 * advisory database is laid out; a zip of such, as osv.dev publishes it; or one such file.
 *
 * @throws Trouble where nothing is there, or a zip is broken
 */
export async function* readAdvisories(
  place: string,
): AsyncGenerator<ReadAdvisory> {
  for await (const { name, text } of filesAt(place)) {
    const advisory = parseAdvisory(text);
    yield advisory ? { advisory } : { notUnderstood: name };
  }
}

function filesAt(
  place: string,
): AsyncIterable<AdvisoryFile> | Iterable<AdvisoryFile> {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) {
    throw new Trouble(`There are no advisories at ${place}: nothing is there`);
  }
  if (stat.isDirectory()) return filesBelow(place);
  if (place.endsWith('.zip')) return readZip(place);
  return [{ name: place, text: fs.readFileSync(place, 'utf8') }];
}

function* filesBelow(folder: string): Generator<AdvisoryFile> {
  for (const name of fs.globSync('**/*.json', { cwd: folder })) {
    yield { name, text: fs.readFileSync(path.join(folder, name), 'utf8') };
  }
}

function parseAdvisory(text: string): Advisory | undefined {
  try {
    const said = JSON.parse(text);
    return typeof said?.id === 'string' &&
      (said.withdrawn || Array.isArray(said.affected))
      ? said
      : undefined;
  } catch {
    return undefined;
  }
}
