import { basename, dirname, resolve } from 'node:path';
import type { DataFile } from '@towpath/backend-kit';
import {
  readDefinitions,
  type ReadDefinitions,
} from '@towpath/resource-definitions';
import { isProvisionersFile, readProvisioners } from './readProvisioners';

/** Tells files of definitions from those of provisioners, and reads each as what it is. */
export class DefinitionFiles {
  readonly #folders: ReadonlySet<string>;

  /** The folders with provisioners. */
  constructor(folders: string[]) {
    this.#folders = new Set(folders.map(folder => resolve(folder)));
  }

  /** Beside provisioners there may be what is none, as score-k8s has it. */
  read(files: DataFile[]): ReadDefinitions {
    const own = files.filter(({ file }) => !this.#isBeside(file));
    const others = files.filter(
      ({ file }) => this.#isBeside(file) && isProvisionersFile(basename(file)),
    );
    const definitions = readDefinitions(own);
    const provisioners = readProvisioners(others);
    return {
      definitions: [...definitions.definitions, ...provisioners.definitions],
      problems: [...definitions.problems, ...provisioners.problems],
    };
  }

  #isBeside(file: string): boolean {
    return this.#folders.has(resolve(dirname(file)));
  }
}
