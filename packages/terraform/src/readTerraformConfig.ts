import path from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
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
    env: readTexts(own, 'env'),
    plainEnv: readTexts(own, 'plainEnv'),
    environments: readEnvironments(own),
    trust: readTrustPolicy(own?.getOptionalConfig('trust')),
  };
}

function readEnvironments(
  own: Config | undefined,
): Record<string, EnvironmentVariables> {
  const all = own?.getOptionalConfig('environments');
  const read = (all?.keys() ?? []).map(name => [
    name,
    {
      env: readTexts(own, `environments.${name}.env`),
      plainEnv: readTexts(own, `environments.${name}.plainEnv`),
    },
  ]);
  return Object.fromEntries(read);
}

function readTexts(own: Config | undefined, member: string) {
  const texts = own?.getOptional<Record<string, string>>(member);
  const wrong = Object.entries(texts ?? {}).find(
    ([, value]) => typeof value !== 'string',
  );
  if (!wrong) return texts;
  throw new InputError(
    `terraform.${member}.${wrong[0]} is no text; write it in quotes`,
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
