import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** How many runs of a kind may be under way that people and pipelines asked for. */
export interface RunLimits {
  /** Of one thing in one place, such as a service in an environment. */
  mostPerTarget: number;
  /** Asked for by one person or token. */
  mostPerPerson: number;
  mostInAll: number;
}

/** Room for a whole company. */
const USUAL: RunLimits = {
  mostPerTarget: 20,
  mostPerPerson: 300,
  mostInAll: 2000,
};

/**
 * @param key - where the limits are: `environment.promotions`.
 * @throws InputError that names a limit that is no whole number from 1 on
 */
export function readRunLimits(
  config: RootConfigService,
  key: string,
): RunLimits {
  const read = (name: keyof RunLimits) => {
    const most = config.getOptionalNumber(`${key}.${name}`) ?? USUAL[name];
    if (Number.isInteger(most) && most >= 1) return most;
    throw new InputError(
      `${key}.${name} is ${most}; write a whole number, 1 or more`,
    );
  };
  return {
    mostPerTarget: read('mostPerTarget'),
    mostPerPerson: read('mostPerPerson'),
    mostInAll: read('mostInAll'),
  };
}
