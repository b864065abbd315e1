import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DataFolder,
  noteBrokenFiles,
  type DataFile,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import {
  ResourceDefinitions,
  type DefinitionProblem,
} from '@towpath/resource-definitions';
import { DefinitionFiles } from './DefinitionFiles';

/** What the files say, and what is wrong with them. */
export interface ReadFolder {
  definitions: ResourceDefinitions;
  problems: DefinitionProblem[];
}

/** The resource definitions of the platform, read again when a file changes. */
export class DefinitionFolder {
  readonly #folder: DataFolder<ReadFolder>;
  readonly #files: DefinitionFiles;
  readonly #logger: LoggerService;
  /** The last text of each file that could be used. */
  #good = new Map<string, string>();

  constructor(options: {
    folders: string[];
    /** Folders with provisioners of score-k8s. */
    provisioners?: string[];
    clock: Clock;
    logger: LoggerService;
  }) {
    const { folders, provisioners = [], clock, logger } = options;
    this.#logger = logger;
    this.#files = new DefinitionFiles(provisioners);
    this.#folder = new DataFolder({
      folders: [...folders, ...provisioners],
      clock,
      read: files => this.#read(files),
    });
  }

  get(): Promise<ReadFolder> {
    return this.#folder.get();
  }

  /** For whoever watches the portal: how many files are not understood; undefined for none. */
  async note(): Promise<string | undefined> {
    const { problems } = await this.get();
    return noteBrokenFiles('resource definitions', problems, 'Types');
  }

  /** A file that cannot be used counts as it was when it last could. */
  #read(found: DataFile[]): ReadFolder {
    const files = found.filter(({ file }) => this.#files.isRead(file));
    const fresh = this.#files.read(files);
    fresh.problems.forEach(problem =>
      this.#logger.error(
        `A file of resource definitions cannot be used: ${toText(problem)}`,
      ),
    );
    const broken = new Set(fresh.problems.map(({ file }) => file));
    const kept = files.flatMap(({ file, text }) => {
      const good = broken.has(file) ? this.#good.get(file) : text;
      return good === undefined ? [] : [{ file, text: good }];
    });
    const usable =
      broken.size === 0 ? fresh : this.#files.read(this.#withoutClashes(kept));
    this.#good = new Map(kept.map(({ file, text }) => [file, text]));
    return {
      definitions: new ResourceDefinitions(usable.definitions),
      problems: fresh.problems,
    };
  }

  /** Files that clash only with one that was put back to what it was would take each other away. */
  #withoutClashes(files: DataFile[]): DataFile[] {
    const bad = new Set(this.#files.read(files).problems.map(one => one.file));
    return files.filter(({ file }) => !bad.has(file));
  }
}

function toText({ file, line, path, message }: DefinitionProblem): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${path ? `${path}: ` : ''}${message}`;
}
