import type { LoggerService } from '@backstage/backend-plugin-api';
import { KeptFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { DefinitionProblem } from '@towpath/resource-definitions';
import { Imports } from './Imports';
import { readImports, type ImportingDrivers } from './readImports';

/** What the files say, and what is wrong with them. */
export interface ReadImports {
  imports: Imports;
  problems: DefinitionProblem[];
}

/** What exists already, as the platform says, read again when a file changes. */
export class ImportFolder extends KeptFolder<ReadImports> {
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
  }
}
