import path from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { readObject } from './json/read';
import type { EnvironmentVariables, TerraformOptions } from './Terraform';
import { readTrustPolicy } from './trust/readTrustPolicy';

/** What `terraform.*` in the configuration says. Relative folders count from the working directory. */
export interface TerraformConfig extends TerraformOptions {
  /** Folder of the platform's own modules. */
  modulesDir?: string;
}

/** @throws InputError when nothing says where states live */
export function readTerraformConfig(config: Config): TerraformConfig {
  const own = config.getOptionalConfig('terraform');
  const folder = (name: string) => {
    const value = own?.getOptionalString(name);
    return value === undefined ? undefined : path.resolve(value);
  };
  return {
    stateDir: folder('stateDir') ?? defaultStateDir(config),
    binary: own?.getOptionalString('binary'),
    modulesDir: folder('modulesDir'),
    providerMirror: folder('providerMirror'),
    ...readVariables(own?.get(), ''),
    environments: readEnvironments(own),
    trust: readTrustPolicy(own?.getOptionalConfig('trust')),
  };
}

function readEnvironments(
  own: Config | undefined,
): Record<string, EnvironmentVariables> {
  const all = own?.getOptional<JsonObject>('environments');
  // A name may have dots in it, which the configuration would take for a way down.
  const read = Object.entries(all ?? {}).map(([name, given]) => [
    name,
    readVariables(given, `environments.${name}.`),
  ]);
  return Object.fromEntries(read);
}

function readVariables(given: unknown, where: string): EnvironmentVariables {
  const { env, plainEnv } = readObject(given);
  return {
    env: requireTexts(env, `${where}env`),
    plainEnv: requireTexts(plainEnv, `${where}plainEnv`),
  };
}

function requireTexts(given: unknown, where: string) {
  if (given === undefined) return undefined;
  const texts = readObject(given);
  const wrong = Object.keys(texts).find(
    name => typeof texts[name] !== 'string',
  );
  if (wrong === undefined) return texts as Record<string, string>;
  throw new InputError(
    `terraform.${where}.${wrong} is no text; write it in quotes`,
  );
}

// The folder of the system for what is temporary is no place for a state.
function defaultStateDir(config: Config): string {
  const working = config.getOptionalString('backend.workingDirectory');
  if (working !== undefined) return path.resolve(working, 'terraform');
  throw new InputError(
    'terraform.stateDir is missing, and so is backend.workingDirectory: set one of them to a folder on a disk that lasts, as the states of stacks live there',
  );
}
