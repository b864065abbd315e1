import type { LoggerService } from '@backstage/backend-plugin-api';
import { KeptFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { DefinitionProblem } from '@towpath/resource-definitions';
import { KubernetesTypes } from './KubernetesTypes';
import { Patches } from './Patches';
import { readPatches } from './readPatches';

/** What the files say, and what is wrong with them. */
export interface ReadPatches {
  patches: Patches;
  problems: DefinitionProblem[];
}

/** The patches of the platform, read again when a file changes. */
export class PatchFolder extends KeptFolder<ReadPatches> {
  constructor(options: {
    folders: string[];
    clock: Clock;
    logger: LoggerService;
  }) {
    const types = new KubernetesTypes();
    super({
      ...options,
      what: 'patches',
      page: 'Patches',
      read(files) {
        const { patches, problems } = readPatches(files, types);
        return { patches: new Patches(patches, types), problems };
      },
    });
  }
}
