import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'environment.promotions';

/** How many promotions may be under way that people and pipelines asked for. */
export interface PromotionLimits {
  /** Of one service to one environment. */
  mostPerTarget: number;
  /** Asked for by one person or token. */
  mostPerPerson: number;
  mostInAll: number;
}

const USUAL: PromotionLimits = {
  mostPerTarget: 20,
  mostPerPerson: 300,
  mostInAll: 2000,
};

/** @throws InputError that names a limit that is no whole number from 1 on */
export function readLimits(config: RootConfigService): PromotionLimits {
  const read = (name: keyof PromotionLimits) => {
    const most = config.getOptionalNumber(`${KEY}.${name}`) ?? USUAL[name];
    if (Number.isInteger(most) && most >= 1) return most;
    throw new InputError(
      `${KEY}.${name} is ${most}; write a whole number, 1 or more`,
    );
  };
  return {
    mostPerTarget: read('mostPerTarget'),
    mostPerPerson: read('mostPerPerson'),
    mostInAll: read('mostInAll'),
  };
}
