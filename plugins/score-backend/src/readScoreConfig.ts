import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { readRunLimits, type RunLimits } from '@towpath/runs';
import { readSeal, type Seal } from '@towpath/seal';
import type { DriftSettings } from './model/DriftSettings';
import type { FindClusterSecrets } from './model/ClusterSecrets';
import { readClusterSecrets } from './readClusterSecrets';

/** What the plugin is told of the place where it runs. */
export interface ScoreConfig {
  /** Folders with resource definitions. */
  definitions: string[];
  /** Folders with provisioners of score-k8s. */
  provisioners: string[];
  /** Folders with patches of what is rendered. */
  patches: string[];
  /** Folders with what exists already. */
  imports: string[];
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
  drift: DriftSettings;
  /** How much may be provided at a time. */
  limits: RunLimits;
}

const EVERY_MS = 30 * 60_000;
const PARALLEL = 4;

/** @throws Error that names the key which is missing or wrong */
export function readScoreConfig(config: RootConfigService): ScoreConfig {
  const score = config.getOptionalConfig('score');
  return {
    definitions: score?.getOptionalStringArray('definitions') ?? [],
    provisioners: score?.getOptionalStringArray('provisioners') ?? [],
    patches: score?.getOptionalStringArray('patches') ?? [],
    imports: score?.getOptionalStringArray('imports') ?? [],
    policies: score?.getOptionalStringArray('policies') ?? [],
    profile: score?.getOptionalString('profile'),
    prices: score?.getOptionalString('prices'),
    image: score?.getOptionalString('image') ?? '{service}',
    seal: readSeal(score),
    clusterSecrets: readClusterSecrets(config),
    drift: readDrift(score),
    limits: readRunLimits(config, 'score.provisions'),
  };
}

function readDrift(score: Config | undefined): DriftSettings {
  const everyMs = score?.has('drift.every')
    ? durationToMilliseconds(
        readDurationFromConfig(score, { key: 'drift.every' }),
      )
    : EVERY_MS;
  const parallel = score?.getOptionalNumber('drift.parallel') ?? PARALLEL;
  if (everyMs < 60_000) {
    throw new Error(
      `score.drift.every is ${everyMs / 1000} seconds: give a minute or more`,
    );
  }
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 64) {
    throw new Error(
      `score.drift.parallel is ${parallel}: give a whole number from 1 to 64`,
    );
  }
  return { everyMs, parallel };
}
