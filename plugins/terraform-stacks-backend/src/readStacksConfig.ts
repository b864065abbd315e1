import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** What the plugin is told of stacks, beside what Terraform is told. */
interface StacksConfig {
  drift: {
    /** How often a stack is looked at that says nothing else. */
    everyMs: number;
    /** How many looks are under way at a time. */
    parallel: number;
  };
}

const EVERY_MS = 6 * 3_600_000;
const PARALLEL = 2;

/** @throws Error that names the key which is missing or wrong */
export function readStacksConfig(config: RootConfigService): StacksConfig {
  const terraform = config.getOptionalConfig('terraform');
  const everyMs = terraform?.has('drift.every')
    ? durationToMilliseconds(
        readDurationFromConfig(terraform, { key: 'drift.every' }),
      )
    : EVERY_MS;
  const parallel = terraform?.getOptionalNumber('drift.parallel') ?? PARALLEL;
  if (everyMs < 60_000) {
    throw new Error(
      `terraform.drift.every is ${
        everyMs / 1000
      } seconds: give a minute or more`,
    );
  }
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 64) {
    throw new Error(
      `terraform.drift.parallel is ${parallel}: give a whole number from 1 to 64`,
    );
  }
  return { drift: { everyMs, parallel } };
}
