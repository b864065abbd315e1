import type {
  FreezeQuery,
  PromotionQuery,
} from '@towpath/plugin-environment-common';
import { keys } from './keys';

const below = <Rest extends unknown[]>(...rest: Rest) =>
  [...keys.promotions, ...rest] as const;

/** Names of what the pages of promotions know; a signal about promotions renews them all. */
export const promotionKeys = {
  list: (query: PromotionQuery) => below('list', query),
  rollback: (id: string) => below('rollback', id),
  freezes: (query: FreezeQuery) => below('freezes', query),
};
