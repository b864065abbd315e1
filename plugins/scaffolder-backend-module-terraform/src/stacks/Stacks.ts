import fs from 'node:fs';
import path from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { Actors } from '@towpath/roles';
import type { Stack, Terraform } from '@towpath/terraform';
import { takeStack, type OwnerInput } from './takeStack';

/** What says where a module is. */
export interface ModuleInput {
  /** Name of a module of the platform. */
  module?: string;
  /** Folder in the workspace of the task. */
  path?: string;
}

export interface StacksOptions {
  terraform: Terraform;
  actors: Actors;
  modulesDir?: string;
}

type Step = Pick<ActionContext<any>, 'getInitiatorCredentials' | 'isDryRun'>;

/** The stacks of this portal and the modules of its platform. */
export class Stacks {
  readonly #options: StacksOptions;

  constructor(options: StacksOptions) {
    this.#options = options;
  }

  /** A stack to be read from. */
  get(key: string): Promise<Stack> {
    return this.#options.terraform.stack(key);
  }

  /**
   * A stack to be changed.
   *
   * @throws NotAllowedError when it belongs to somebody else than who runs the step
   */
  async take(input: OwnerInput, step: Step): Promise<Stack> {
    const { terraform, actors } = this.#options;
    const stack = await terraform.stack(input.stack);
    const credentials = await step.getInitiatorCredentials();
    takeStack(stack, input, {
      actor: await actors.find(credentials),
      now: Date.now(),
      isDryRun: step.isDryRun,
    });
    return stack;
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
      : this.#findPlatformModule(module);
  }

  #findPlatformModule(name: string): string {
    const known = this.#moduleNames();
    if (this.#options.modulesDir && known.includes(name)) {
      return path.join(this.#options.modulesDir, name);
    }
    throw new NotFoundError(
      known.length > 0
        ? `There is no module "${name}" of the platform. There are: ${known.join(
            ', ',
          )}`
        : `There is no module "${name}" of the platform: terraform.modulesDir is not set, or its folder is empty`,
    );
  }

  #moduleNames(): string[] {
    if (!this.#options.modulesDir || !fs.existsSync(this.#options.modulesDir))
      return [];
    return fs
      .readdirSync(this.#options.modulesDir, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort();
  }
}
