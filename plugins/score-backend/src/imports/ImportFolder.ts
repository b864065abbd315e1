import type { LoggerService } from '@backstage/backend-plugin-api';
import { KeptFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { ImportEntry } from '../model/ImportEntry';
import type { Place } from '../model/ResourceRecord';
import { doubtsOf, type ImportDoubt } from './doubts';
import type { ImportProblem } from './ImportProblem';
import { Imports } from './Imports';
import { readImports, type ImportingDrivers } from './readImports';

/** What the files say, and what is wrong with them. */
export interface ReadImports {
  imports: Imports;
  problems: ImportProblem[];
}

/** What is said of one place. */
export interface PlaceImports {
  entries: ImportEntry[];
  /** What may be said of it, by files that are not understood. */
  doubts: ImportDoubt[];
  /** Whether a driver of this name takes over what exists. */
  canTake(driver: string): boolean;
}

/** What exists already, as the platform says, read again when a file changes. */
export class ImportFolder extends KeptFolder<ReadImports> {
  readonly #drivers: ImportingDrivers;

  constructor(options: {
    folders: string[];
    drivers: ImportingDrivers;
    clock: Clock;
    logger: LoggerService;
  }) {
    const { drivers, ...more } = options;
    super({
      ...more,
      what: 'imports',
      page: 'Imports',
      read(files) {
        const { entries, problems } = readImports(files, drivers);
        return { imports: new Imports(entries), problems };
      },
    });
    this.#drivers = drivers;
  }

  async of(place: Place): Promise<PlaceImports> {
    const { imports, problems } = await this.get();
    return {
      entries: imports.of(place),
      doubts: doubtsOf(place, problems),
      canTake: driver => this.#drivers.find(driver)?.imports !== undefined,
    };
  }
}
