import path from 'node:path';
import { InputError } from '@backstage/errors';
import { systemClock, type Clock } from '@towpath/clock';
import { listFolder } from './files';
import { findBinary, type Binary } from './process/findBinary';
import type { Backend } from './run/Workspace';
import { Stack } from './stack/Stack';

export interface TerraformOptions {
  /** Folder in which every stack has one of its own. Owner-only, and on a disk that lasts. */
  stateDir: string;
  /** Where terraform or tofu is; PATH is searched when absent. */
  binary?: string;
  /** Variables of the environment for providers and the backend, such as credentials. All count as secrets. */
  env?: Record<string, string>;
  /** Variables of the environment that anybody may see, such as a region. */
  plainEnv?: Record<string, string>;
  /** Folder of providers as `terraform providers mirror` makes it. */
  providerMirror?: string;
  /** Where the state of a stack lives; in the folder of the stack when absent. */
  backend?(key: string): Backend;
  /** How long Terraform may take to end in good order. Default: one minute. */
  graceMs?: number;
  clock?: Clock;
}

const KEY = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;
const GRACE_MS = 60_000;

/** Runs terraform or tofu on stacks. */
export class Terraform {
  readonly #options: TerraformOptions;
  #found: Promise<Binary> | undefined;

  constructor(options: TerraformOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError that says what to install */
  async binary(): Promise<Binary> {
    const configured = this.#options.binary;
    this.#found ??= findBinary({ configured });
    try {
      return await this.#found;
    } catch (error) {
      // It may be installed by the next time.
      this.#found = undefined;
      throw error;
    }
  }

  /** @throws InputError for a key that cannot be one; NotFoundError when there is no Terraform */
  async stack(key: string): Promise<Stack> {
    if (!KEY.test(key)) {
      throw new InputError(
        `The stack "${key}" cannot be one: a key has small letters, digits, ".", "_" and "-", begins and ends with a letter or digit, and has at most 63 characters`,
      );
    }
    const { stateDir, providerMirror, backend, graceMs, clock } = this.#options;
    return new Stack({
      key,
      // Terraform works in another folder than we do.
      folder: path.resolve(stateDir, key),
      binary: await this.binary(),
      backend: backend?.(key),
      env: this.#options.env,
      plainEnv: this.#options.plainEnv,
      providerMirror: providerMirror && path.resolve(providerMirror),
      clock: clock ?? systemClock,
      graceMs: graceMs ?? GRACE_MS,
    });
  }

  /**
   * Removes what stacks no longer need, by the rule of each.
   *
   * @throws AggregateError for stacks where that was not possible; the others are done
   */
  async sweep(): Promise<void> {
    const errors: unknown[] = [];
    for (const key of listFolder(this.#options.stateDir)) {
      if (!KEY.test(key)) continue;
      try {
        await (await this.stack(key)).sweep();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, errors.join('. '));
  }
}
