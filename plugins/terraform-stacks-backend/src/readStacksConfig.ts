import type { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConfigReader,
  readDurationFromConfig,
  type Config,
} from '@backstage/config';
import { durationToMilliseconds, type JsonObject } from '@backstage/types';
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
    usableBy: readUsableBy(terraform),
    drift: { everyMs, parallel },
  };
}

function readUsableBy(terraform: Config | undefined) {
  const all = terraform?.getOptional<JsonObject>('environments') ?? {};
  // A name may have dots in it, which the configuration would take for a way down.
  return new Map(
    Object.entries(all).map(([name, given]) => {
      const own = new ConfigReader(given as JsonObject);
      const refs = own.getOptionalStringArray('usableBy') ?? [];
      const field = `terraform.environments.${name}.usableBy`;
      return [name, refs.map(ref => readRef(ref, field))];
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
