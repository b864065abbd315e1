import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';
import { readRunLimits, type RunLimits } from '@towpath/runs';
import { readSeal, type Seal } from '@towpath/seal';

/** What the plugin is told of the place where it runs. */
interface GatesConfig {
  /** Folders with policies. */
  policies: string[];
  /** A file with prices; rules know none without. */
  prices?: string;
  /** How long people have to answer. */
  expiresAfter: HumanDuration;
  /** How long after the last time they are told again. */
  remindAfter: HumanDuration;
  /** How much may be held at a time. */
  limits: RunLimits;
  /** Absent without keys: then nothing can be held, and what would be is refused. */
  seal?: Seal;
}

/** @throws Error that names the key which is missing or wrong */
export function readConfig(config: RootConfigService): GatesConfig {
  const gates = config.getOptionalConfig('templateGates');
  const duration = (key: string, usual: HumanDuration) =>
    gates?.has(key) ? readDurationFromConfig(gates, { key }) : usual;
  return {
    policies: gates?.getOptionalStringArray('policies') ?? [],
    prices: gates?.getOptionalString('prices'),
    expiresAfter: duration('expiresAfter', { days: 7 }),
    remindAfter: duration('remindAfter', { days: 1 }),
    limits: readRunLimits(config, 'templateGates.held'),
    seal: readSeal(gates),
  };
}
