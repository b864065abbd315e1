import type { LoggerService } from '@backstage/backend-plugin-api';
import { KeptFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import {
  readDefinitions,
  ResourceDefinitions,
  type DefinitionProblem,
} from '@towpath/resource-definitions';

/** What the files say, and what is wrong with them. */
export interface ReadFolder {
  definitions: ResourceDefinitions;
  problems: DefinitionProblem[];
}

/** The resource definitions of the platform, read again when a file changes. */
export class DefinitionFolder extends KeptFolder<ReadFolder> {
  constructor(options: {
    folders: string[];
    clock: Clock;
    logger: LoggerService;
  }) {
    super({
      ...options,
      what: 'resource definitions',
      page: 'Types',
      read(files) {
        const { definitions, problems } = readDefinitions(files);
        return { definitions: new ResourceDefinitions(definitions), problems };
      },
    });
  }
}
