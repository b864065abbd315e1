import type { Promotion } from '@towpath/plugin-environment-common';
import { promotionTitle } from '../../lib/promotionTitle';

/** What goes where, in a few words; the whole version is in the title. */
export function PromotionTitle({ promotion }: { promotion: Promotion }) {
  return <span title={promotion.version}>{promotionTitle(promotion)}</span>;
}
