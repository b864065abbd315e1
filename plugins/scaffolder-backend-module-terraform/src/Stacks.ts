import fs from 'node:fs';
import path from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { Stack, Terraform } from '@towpath/terraform';

/** What says where a module is. */
export interface ModuleInput {
  /** Name of a module of the platform. */
  module?: string;
  /** Folder in the workspace of the task. */
  path?: string;
}

/** The stacks of this portal and the modules of its platform. */
export class Stacks {
  constructor(
    private readonly terraform: Terraform,
    private readonly modulesDir?: string,
  ) {}

  get(key: string): Promise<Stack> {
    return this.terraform.stack(key);
  }

  /** @throws InputError or NotFoundError that says which modules there are */
  findModule(input: ModuleInput, workspace: string): string {
    const { module, path: folder } = input;
    if ((module === undefined) === (folder === undefined)) {
      throw new InputError(
        'Give either module, the name of a module of the platform, or path, a folder in the workspace',
      );
    }
    return module === undefined
      ? resolveSafeChildPath(workspace, folder!)
      : this.findPlatformModule(module);
  }

  private findPlatformModule(name: string): string {
    const known = this.moduleNames();
    if (this.modulesDir && known.includes(name)) {
      return path.join(this.modulesDir, name);
    }
    throw new NotFoundError(
      known.length > 0
        ? `There is no module "${name}" of the platform. There are: ${known.join(
            ', ',
          )}`
        : `There is no module "${name}" of the platform: terraform.modulesDir is not set, or its folder is empty`,
    );
  }

  private moduleNames(): string[] {
    if (!this.modulesDir || !fs.existsSync(this.modulesDir)) return [];
    return fs
      .readdirSync(this.modulesDir, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort();
  }
}
