import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { Policy } from '@towpath/policy';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type PolicyFile, readPolicyFile } from './readPolicyFile';

/** How long files are taken to be what they were. */
const FRESH_MS = 2_000;

/** The policies in some folders, one a YAML file, read again when a file changes. */
export class PolicyFolder {
  readonly #parts: {
    folders: string[];
    clock: Clock;
    logger: LoggerService;
  };
  #files: PolicyFile[] = [];
  #stamp = '';
  #reading?: { until: number; done: Promise<void> };

  constructor(parts: {
    folders: string[];
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#parts = parts;
  }

  /** @throws NotFoundError that says what is wrong with its file, or which policies there are. */
  async get(name: string): Promise<Policy> {
    await this.#refresh();
    const named = this.#files.filter(file => file.name === name);
    if (named.length > 1) {
      throw new NotFoundError(
        `${named
          .map(({ file }) => file)
          .join(' and ')} both hold policy "${name}". Rename one.`,
      );
    }
    const policy = named[0]?.policy;
    if (!policy) throw new NotFoundError(this.#whyNot(name, named[0]));
    return policy;
  }

  #whyNot(name: string, named: PolicyFile | undefined): string {
    if (named) {
      return `Policy "${name}" cannot be used. ${named.problems.join(' ')}`;
    }
    const names = this.#files.flatMap(file => file.name ?? []).sort();
    const unreadable = this.#files
      .filter(file => file.name === undefined)
      .flatMap(({ problems }) => problems);
    const there =
      names.length > 0 ? `There are ${names.join(', ')}` : 'There are none';
    return [
      `There is no policy "${name}" in ${this.#parts.folders.join(
        ', ',
      )}. ${there}.`,
      ...unreadable,
    ].join(' ');
  }

  /** Looks at the files now and then; who asks meanwhile waits for the same look. */
  #refresh(): Promise<void> {
    const now = this.#parts.clock.now();
    if (!this.#reading || this.#reading.until <= now) {
      this.#reading = { until: now + FRESH_MS, done: this.#read() };
      this.#reading.done.catch(() => {
        this.#reading = undefined;
      });
    }
    return this.#reading.done;
  }

  async #read(): Promise<void> {
    const found = (await Promise.all(this.#parts.folders.map(list))).flat();
    const stamp = found.map(({ file, stamp: mine }) => file + mine).join('\n');
    if (stamp === this.#stamp) return;
    const files = await Promise.all(
      found.map(async ({ file }) =>
        readPolicyFile(file, await readFile(file, 'utf8')),
      ),
    );
    files
      .flatMap(({ problems }) => problems)
      .forEach(problem => this.#parts.logger.error(problem));
    this.#files = files;
    this.#stamp = stamp;
  }
}

/** The YAML files of a folder and when each changed; none when there is no folder. */
async function list(
  folder: string,
): Promise<{ file: string; stamp: string }[]> {
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
      return { file, stamp: ` ${mtimeMs} ${size}` };
    }),
  );
}
