import type { Clock } from '@towpath/clock';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How long files are taken to be what they were. */
const FRESH_MS = 2_000;

/** A file and what is in it. */
export interface DataFile {
  /** As it was found: the folder and its name. */
  file: string;
  text: string;
}

/** What {@link DataFolder} needs. */
export interface DataFolderOptions<T> {
  /** One that is not there is empty. */
  folders: string[];
  /** Called for the first look and whenever a file has changed, with all of them by folder and name. */
  read(files: DataFile[]): T;
  clock: Clock;
}

/** What the YAML files in some folders say, read again when a file changes. */
export class DataFolder<T> {
  readonly #options: DataFolderOptions<T>;
  #stamp?: string;
  #value?: T;
  #looking?: { until: number; done: Promise<void> };

  constructor(options: DataFolderOptions<T>) {
    this.#options = options;
  }

  /** Looks at the files now and then; who asks meanwhile waits for the same look. */
  async get(): Promise<T> {
    const now = this.#options.clock.now();
    if (!this.#looking || this.#looking.until <= now) {
      const done = this.#look();
      this.#looking = { until: now + FRESH_MS, done };
      done.catch(() => {
        this.#looking = undefined;
      });
    }
    await this.#looking.done;
    return this.#value!;
  }

  async #look(): Promise<void> {
    const { folders, read } = this.#options;
    const found = (await Promise.all(folders.map(listFiles))).flat();
    const stamp = found.map(({ file, changed }) => file + changed).join('\n');
    if (stamp === this.#stamp) return;
    const files = await Promise.all(
      found.map(async ({ file }) => ({
        file,
        text: await readFile(file, 'utf8'),
      })),
    );
    this.#value = read(files);
    this.#stamp = stamp;
  }
}

/** The YAML files of a folder and when each changed; none when there is no folder. */
async function listFiles(
  folder: string,
): Promise<{ file: string; changed: string }[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const files = names
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => join(folder, name));
  return Promise.all(
    files.map(async file => {
      const { mtimeMs, size } = await stat(file);
      return { file, changed: ` ${mtimeMs} ${size}` };
    }),
  );
}
