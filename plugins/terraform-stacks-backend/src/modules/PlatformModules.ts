import fs from 'node:fs';
import path from 'node:path';
import { NotFoundError } from '@backstage/errors';

/** The modules of the platform: a folder each, in one folder. */
export class PlatformModules {
  readonly #folder?: string;

  constructor(folder?: string) {
    this.#folder = folder;
  }

  /** @throws NotFoundError that says which there are */
  find(name: string): string {
    const known = this.#names();
    if (this.#folder && known.includes(name)) {
      return path.join(this.#folder, name);
    }
    throw new NotFoundError(
      known.length > 0
        ? `There is no module "${name}" of the platform. There are: ${known.join(
            ', ',
          )}`
        : `There is no module "${name}" of the platform: terraform.modulesDir is not set, or its folder is empty`,
    );
  }

  #names(): string[] {
    if (!this.#folder || !fs.existsSync(this.#folder)) return [];
    return fs
      .readdirSync(this.#folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort();
  }
}
