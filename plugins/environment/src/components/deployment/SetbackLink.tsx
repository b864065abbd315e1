import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Deployment } from '@towpath/plugin-environment-common';
import { describeSetback } from '../../lib/describeSetback';
import { promotionRouteRef } from '../../routes';

/** What {@link SetbackLink} needs. */
export interface SetbackLinkProps {
  setback: NonNullable<Deployment['setback']>;
}

/** Why no arrow leads here, as a link to the run that ended so. */
export function SetbackLink({ setback }: SetbackLinkProps) {
  const promotionPath = useRouteRef(promotionRouteRef);
  return (
    <Link
      to={promotionPath({ id: setback.promotionId })}
      title={setback.reason}
    >
      {describeSetback(setback)}
    </Link>
  );
}
