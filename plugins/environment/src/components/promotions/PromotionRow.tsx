import { useRouteRef } from '@backstage/core-plugin-api';
import {
  promotionToRun,
  type Promotion,
} from '@towpath/plugin-environment-common';
import { RunRow } from '@towpath/plugin-runs-react';
import { promotionRouteRef } from '../../routes';
import { PromotionTitle } from '../shared/PromotionTitle';

/** One promotion in a list: how it stands, what it is, whose, since when. */
export function PromotionRow({ promotion }: { promotion: Promotion }) {
  const promotionRoute = useRouteRef(promotionRouteRef);
  return (
    <RunRow
      run={promotionToRun(promotion)}
      to={promotionRoute({ id: promotion.id })}
      title={<PromotionTitle promotion={promotion} />}
    />
  );
}
