import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Deployment } from '@towpath/plugin-environment-common';
import { StateChip } from '@towpath/ui';
import { shortVersion } from '../../lib/shortVersion';
import { promotionRouteRef } from '../../routes';

/** What {@link PromotionLink} needs. */
export interface PromotionLinkProps {
  promotion: NonNullable<Deployment['promotion']>;
}

/** A promotion on its way, with its state, as a link to its page. */
export function PromotionLink({ promotion }: PromotionLinkProps) {
  const { id, status, version } = promotion;
  const promotionPath = useRouteRef(promotionRouteRef);
  return (
    <Link to={promotionPath({ id })}>
      <StateChip
        state={status}
        label={`${shortVersion(version)} ${status.replace('-', ' ')}`}
      />
    </Link>
  );
}
