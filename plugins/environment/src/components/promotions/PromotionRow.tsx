import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Promotion } from '@towpath/plugin-environment-common';
import { Line, Quiet, RelativeTime, Row, StateChip, Strong } from '@towpath/ui';
import { promotionRouteRef } from '../../routes';
import { Person } from '@towpath/plugin-runs-react';
import { PromotionTitle } from '../shared/PromotionTitle';

/** One promotion in a list: how it stands, what it is, whose, since when. */
export function PromotionRow({ promotion }: { promotion: Promotion }) {
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { id, status, requestedBy, automatic, createdAt, endedAt } = promotion;
  const { waitingFor, outcome } = promotion;
  return (
    <Row>
      <Line
        state={<StateChip state={status} />}
        end={<RelativeTime at={endedAt ?? createdAt} />}
      >
        <Strong>
          <Link to={promotionRoute({ id })}>
            <PromotionTitle promotion={promotion} />
          </Link>
        </Strong>
        <Quiet component="span">
          by <Person by={requestedBy} automatic={automatic} />
        </Quiet>
      </Line>
      {(waitingFor || outcome) && <Quiet>{waitingFor ?? outcome}</Quiet>}
    </Row>
  );
}
