import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import { noteBrokenFiles } from '../health/healthNotesServiceRef';
import { DataFolder, type DataFile } from './DataFolder';

/** Something wrong with a file of the platform. */
export interface FileProblem {
  file: string;
  line?: number;
  /** Where in its document; empty for the whole of it. */
  path: string;
  message: string;
}

/** What files say together, and what is wrong with them. */
export interface ReadFiles {
  problems: FileProblem[];
}

/** What {@link KeptFolder} needs. */
export interface KeptFolderOptions<T extends ReadFiles> {
  folders: string[];
  /** What the files hold: `resource definitions`. */
  what: string;
  /** The page that tells which files are not understood. */
  page: string;
  /** Reads all of them together; a file with a problem gives nothing. */
  read(files: DataFile[]): T;
  clock: Clock;
  logger: LoggerService;
}

/**
 * What the YAML files in some folders say, read again when one changes. A file that cannot be used counts as it was when
 * it last could.
 */
export class KeptFolder<T extends ReadFiles> {
  readonly #options: KeptFolderOptions<T>;
  readonly #folder: DataFolder<T>;
  /** The last text of each file that could be used. */
  #good = new Map<string, string>();

  constructor(options: KeptFolderOptions<T>) {
    const { folders, clock } = options;
    this.#options = options;
    this.#folder = new DataFolder({
      ...{ folders, clock },
      read: files => this.#read(files),
    });
  }

  /** What holds, and what is wrong with the files as they are. */
  get(): Promise<T> {
    return this.#folder.get();
  }

  /** For whoever watches the portal: how many files are not understood; undefined for none. */
  async note(): Promise<string | undefined> {
    const { what, page } = this.#options;
    const { problems } = await this.get();
    return noteBrokenFiles(what, problems, page);
  }

  #read(files: DataFile[]): T {
    const { what, logger, read } = this.#options;
    const fresh = read(files);
    fresh.problems.forEach(problem =>
      logger.error(`A file of ${what} cannot be used: ${toText(problem)}`),
    );
    const broken = new Set(fresh.problems.map(({ file }) => file));
    const kept = files.flatMap(({ file, text }) => {
      const good = broken.has(file) ? this.#good.get(file) : text;
      return good === undefined ? [] : [{ file, text: good }];
    });
    const usable = broken.size === 0 ? fresh : read(this.#withoutClashes(kept));
    this.#good = new Map(kept.map(({ file, text }) => [file, text]));
    return { ...usable, problems: fresh.problems };
  }

  /** Files that clash only with one that was put back to what it was would take each other away. */
  #withoutClashes(files: DataFile[]): DataFile[] {
    const { problems } = this.#options.read(files);
    const bad = new Set(problems.map(({ file }) => file));
    return files.filter(({ file }) => !bad.has(file));
  }
}

function toText({ file, line, path, message }: FileProblem): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${path ? `${path}: ` : ''}${message}`;
}
