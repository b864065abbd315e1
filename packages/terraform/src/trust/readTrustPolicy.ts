import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ABILITIES, type Allowance, type TrustPolicy } from './types';

const LISTS = ['providers', 'modules'] as const;
const KNOWN: string[] = ['module', ...ABILITIES, ...LISTS];

/**
 * What `terraform.trust` lets modules do.
 *
 * @throws InputError for an allowance that could mean more, or less, than it says
 */
export function readTrustPolicy(config: Config | undefined): TrustPolicy {
  const allow = config?.getOptionalConfigArray('allow') ?? [];
  return {
    providers: config?.getOptionalStringArray('providers') ?? [],
    modules: config?.getOptionalStringArray('modules') ?? [],
    allow: allow.map(readAllowance),
  };
}

function readAllowance(config: Config, at: number): Allowance {
  const unknown = config.keys().find(key => !KNOWN.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `terraform.trust.allow[${at}].${unknown} is nothing that can be allowed. There are: ${KNOWN.slice(
        1,
      ).join(', ')}`,
    );
  }
  const abilities = ABILITIES.map(one => [
    one,
    config.getOptionalBoolean(one) ?? false,
  ]);
  const lists = LISTS.map(one => [
    one,
    config.getOptionalStringArray(one) ?? [],
  ]);
  return {
    module: config.getString('module'),
    ...Object.fromEntries([...abilities, ...lists]),
  };
}
