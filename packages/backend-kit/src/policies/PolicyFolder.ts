import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { DataFolder, type DataFile } from '../files/DataFolder';
import type { JudgingPolicy } from './JudgingPolicy';
import {
  readPolicyFile,
  type PolicyFile,
  type PolicyReader,
} from './readPolicyFile';

/**
 * The policies about one subject in some folders, one a YAML file, read again when a file changes. A file that cannot
 * be used counts as it was when it last could: a typing error neither stops all work nor lets anything through.
 */
export class PolicyFolder {
  readonly #folders: string[];
  readonly #reader: PolicyReader;
  readonly #files: DataFolder<PolicyFile[]>;
  /** What each file was when it could last be used; undefined for one about something else. */
  #good = new Map<string, PolicyFile | undefined>();

  constructor(parts: {
    folders: string[];
    reader: PolicyReader;
    clock: Clock;
    logger: LoggerService;
  }) {
    const { folders, reader, clock, logger } = parts;
    this.#folders = folders;
    this.#reader = reader;
    this.#files = new DataFolder({
      folders,
      clock,
      read: files => this.#read(files, logger),
    });
  }

  /** All of them; those that never could be used have no policy, and say why. */
  list(): Promise<PolicyFile[]> {
    return this.#files.get();
  }

  /** @throws NotFoundError that says what is wrong with its file, or which policies there are. */
  async get(name: string): Promise<JudgingPolicy> {
    const files = await this.#files.get();
    const named = files.filter(file => file.name === name);
    if (named.length > 1) {
      throw new NotFoundError(
        `${named
          .map(({ file }) => file)
          .join(' and ')} both hold policy "${name}". Rename one.`,
      );
    }
    const policy = named[0]?.policy;
    if (!policy) throw new NotFoundError(this.#whyNot(name, files));
    return policy;
  }

  #whyNot(name: string, files: PolicyFile[]): string {
    const named = files.find(file => file.name === name);
    if (named) {
      return `Policy "${name}" cannot be used. ${named.problems.join(' ')}`;
    }
    const names = files.flatMap(file => file.name ?? []).sort();
    const unreadable = files
      .filter(file => file.name === undefined)
      .flatMap(({ problems }) => problems);
    const there =
      names.length > 0 ? `There are ${names.join(', ')}` : 'There are none';
    return [
      `There is no policy "${name}" in ${this.#folders.join(', ')}. ${there}.`,
      ...unreadable,
    ].join(' ');
  }

  #read(files: DataFile[], logger: LoggerService): PolicyFile[] {
    const good = new Map<string, PolicyFile | undefined>();
    const read = files.flatMap(({ file, text }) => {
      const fresh = readPolicyFile(file, text, this.#reader);
      fresh?.problems.forEach(problem => logger.error(problem));
      const isUsable = !fresh || fresh.problems.length === 0;
      if (isUsable) good.set(file, fresh);
      if (isUsable || !this.#good.has(file)) return fresh ?? [];
      const before = this.#good.get(file);
      good.set(file, before);
      return before ? { ...before, problems: fresh.problems } : [];
    });
    this.#good = good;
    return read;
  }
}
