import type { LoggerService } from '@backstage/backend-plugin-api';
import { KeptFolder } from '@towpath/backend-kit';
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
export class DefinitionFolder extends KeptFolder<ReadFolder> {
  constructor(options: {
    folders: string[];
    /** Folders with provisioners of score-k8s. */
    provisioners?: string[];
    clock: Clock;
    logger: LoggerService;
  }) {
    const { folders, provisioners = [], ...more } = options;
    const reading = new DefinitionFiles(provisioners);
    super({
      ...more,
      folders: [...folders, ...provisioners],
      what: 'resource definitions',
      page: 'Types',
      read(files) {
        const { definitions, problems } = reading.read(files);
        return { definitions: new ResourceDefinitions(definitions), problems };
      },
    });
  }
}
