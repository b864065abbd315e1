import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { readSealKey, Seal } from '@towpath/seal';
import {
  readClusterSecrets,
  type FindClusterSecrets,
} from './readClusterSecrets';

/** What the plugin is told of the place where it runs. */
export interface ScoreConfig {
  /** Folders with resource definitions. */
  definitions: string[];
  /** Folders with policies. */
  policies: string[];
  /** File with what is set on every workload. */
  profile?: string;
  /** File with prices. */
  prices?: string;
  /** Image of a workload that names none, with `{service}` in it. */
  image: string;
  /** Absent without keys: then nothing that gives out a secret is provided. */
  seal?: Seal;
  clusterSecrets: FindClusterSecrets;
}

/** @throws Error that names the key which is missing or wrong */
export function readScoreConfig(config: RootConfigService): ScoreConfig {
  const score = config.getOptionalConfig('score');
  return {
    definitions: score?.getOptionalStringArray('definitions') ?? [],
    policies: score?.getOptionalStringArray('policies') ?? [],
    profile: score?.getOptionalString('profile'),
    prices: score?.getOptionalString('prices'),
    image: score?.getOptionalString('image') ?? '{service}',
    seal: readSeal(score),
    clusterSecrets: readClusterSecrets(config),
  };
}

function readSeal(score: Config | undefined): Seal | undefined {
  const keys = (score?.getOptionalConfigArray('secrets.keys') ?? []).map(key =>
    readSealKey(key.getString('id'), key.getString('secret')),
  );
  return keys.length > 0 ? new Seal(keys) : undefined;
}
