import path from 'node:path';
import { InputError } from '@backstage/errors';
import { systemClock, type Clock } from '@towpath/clock';
import { listFolder } from './files';
import { findBinary, type Binary } from './process/findBinary';
import type { Backend } from './run/Backend';
import { isStackKey } from './stack/isStackKey';
import { Stack } from './stack/Stack';
import type { TrustPolicy } from './trust/types';

/** What the runs of one environment are given. */
export interface EnvironmentVariables {
  /** Credentials; all count as secrets. */
  env?: Record<string, string>;
  /** What anybody may see, such as a region. */
  plainEnv?: Record<string, string>;
}

export interface TerraformOptions {
  /** Folder in which every stack has one of its own. Owner-only, and on a disk that lasts. */
  stateDir: string;
  /** Where terraform or tofu is; PATH is searched when absent. */
  binary?: string;
  /** Variables of the environment for providers and the backend, such as credentials. All count as secrets. */
  env?: Record<string, string>;
  /** Variables of the environment that anybody may see, such as a region. */
  plainEnv?: Record<string, string>;
  /** Beyond those, and above them, by environment: a run has those of its stack's environment and of no other. */
  environments?: Record<string, EnvironmentVariables>;
  /** Folder of providers as `terraform providers mirror` makes it. */
  providerMirror?: string;
  /** Where the state of a stack lives; in the folder of the stack when absent. */
  backend?(key: string): Backend | Promise<Backend | undefined>;
  /** What modules may do. Without it they have the built-in provider and files of their own, and run no programs. */
  trust?: TrustPolicy;
  /** How long Terraform may take to end in good order. Default: one minute. */
  graceMs?: number;
  clock?: Clock;
  /** Told when something that Terraform did for a run has ended, by the process that began it. */
  onEnd?(run: string): void;
}

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

  /**
   * @param environment - whose credentials its runs have; only the general ones when absent
   * @throws InputError for a key that cannot be one; NotFoundError when there is no Terraform
   */
  async stack(
    key: string,
    { environment }: { environment?: string } = {},
  ): Promise<Stack> {
    this.requireKey(key);
    const { stateDir, providerMirror, backend } = this.#options;
    const { graceMs = GRACE_MS, clock = systemClock, onEnd } = this.#options;
    return new Stack({
      key,
      // Terraform works in another folder than we do.
      folder: path.resolve(stateDir, key),
      binary: await this.binary(),
      backend: await backend?.(key),
      ...this.#variablesOf(environment),
      providerMirror: providerMirror && path.resolve(providerMirror),
      trust: this.#options.trust ?? {},
      clock,
      graceMs,
      onEnd,
    });
  }

  /** An environment that nobody has given anything has what all have. */
  #variablesOf(environment: string | undefined): EnvironmentVariables {
    const { env, plainEnv, environments = {} } = this.#options;
    const isKnown =
      environment !== undefined && Object.hasOwn(environments, environment);
    const own = isKnown ? environments[environment] : {};
    return mergeVariables({ env, plainEnv }, own);
  }

  /** @throws InputError that says what a key has */
  requireKey(key: string): void {
    if (isStackKey(key)) return;
    throw new InputError(
      `The stack "${key}" cannot be one: a key has small letters, digits, ".", "_" and "-", begins and ends with a letter or digit, and has at most 63 characters`,
    );
  }

  /** The stacks of which something is on the disk. */
  keys(): string[] {
    return listFolder(this.#options.stateDir).filter(isStackKey);
  }
}

/** What is a secret in one of them is no text for all to see in the other. */
function mergeVariables(
  general: EnvironmentVariables,
  own: EnvironmentVariables,
): EnvironmentVariables {
  const without = (texts: object = {}, names: object = {}) =>
    Object.fromEntries(
      Object.entries(texts).filter(([name]) => !Object.hasOwn(names, name)),
    );
  return {
    env: { ...without(general.env, own.plainEnv), ...own.env },
    plainEnv: { ...without(general.plainEnv, own.env), ...own.plainEnv },
  };
}
