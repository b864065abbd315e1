import type { Config } from '@backstage/config';
import { readSeal, type Seal } from '@towpath/seal';

/** What the configuration says of how states are kept. */
export interface StateSettings {
  /** `local` keeps each in a file below `terraform.stateDir`. */
  kept: 'database' | 'local';
  /** Absent without keys: then no state is kept in the database. */
  seal?: Seal;
  /** Where people reach the plugin. */
  publicUrl: string;
  /** The largest state, as Express reads sizes. */
  limit: string;
  /** How many versions of a state are kept. */
  versions: number;
}

/** @throws Error that names the key which is missing or wrong */
export function readStateSettings(config: Config): StateSettings {
  const own = config.getOptionalConfig('terraform');
  const base = config.getOptionalString('backend.baseUrl') ?? '';
  return {
    kept: readKept(own),
    seal: readSeal(own),
    publicUrl:
      own?.getOptionalString('stateUrl') ?? `${base}/api/terraform-stacks`,
    limit: own?.getOptionalString('stateLimit') ?? '64mb',
    versions: readVersions(own),
  };
}

function readKept(own: Config | undefined): StateSettings['kept'] {
  const kept = own?.getOptionalString('state') ?? 'database';
  if (kept === 'database' || kept === 'local') return kept;
  throw new Error(
    `terraform.state is "${kept}": write "database", or "local" for files below terraform.stateDir`,
  );
}

function readVersions(own: Config | undefined): number {
  const versions = own?.getOptionalNumber('stateVersions') ?? 200;
  if (Number.isInteger(versions) && versions >= 1) return versions;
  throw new Error(
    `terraform.stateVersions is ${versions}: give a whole number from 1 on`,
  );
}
