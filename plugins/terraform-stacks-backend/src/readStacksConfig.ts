import type { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { EVERYBODY } from './definitions/EnvironmentAccess';

/** What the plugin is told of stacks, beside what Terraform is told. */
interface StacksConfig {
  /** By name, environments that have credentials of their own: entity references of whose stacks may have them. */
  usableBy: ReadonlyMap<string, string[]>;
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
  return {
    usableBy: readUsableBy(terraform?.getOptionalConfig('environments')),
    drift: { everyMs, parallel },
  };
}

function readUsableBy(environments: Config | undefined) {
  const names = environments?.keys() ?? [];
  return new Map(
    names.map(name => {
      const field = `${name}.usableBy`;
      const refs = environments?.getOptionalStringArray(field) ?? [];
      return [
        name,
        refs.map(ref => readRef(ref, `terraform.environments.${field}`)),
      ];
    }),
  );
}

function readRef(ref: string, field: string): string {
  if (ref === EVERYBODY) return ref;
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
  } catch {
    throw new Error(
      `${field} has "${ref}", which names nobody: write group:default/<name>, or "${EVERYBODY}" for everybody`,
    );
  }
}
