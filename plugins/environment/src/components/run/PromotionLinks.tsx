import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Promotion } from '@towpath/plugin-environment-common';
import { Line } from '@towpath/ui';
import { promotionRouteRef } from '../../routes';

/** Where to look further: the commits, the pull request, the application, the other run. */
export function PromotionLinks({ promotion }: { promotion: Promotion }) {
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { commit, revert, pullRequest, application, reverts, revertedBy } =
    promotion;
  if (!commit && !pullRequest && !application && !reverts && !revertedBy) {
    return null;
  }
  return (
    <Line links="Elsewhere">
      {commit && <CommitLink what="GitOps commit" {...commit} />}
      {revert && <CommitLink what="Revert in GitOps" {...revert} />}
      {pullRequest && (
        <Link to={pullRequest.url}>
          Pull request #{pullRequest.number}, {pullRequest.state} ↗
        </Link>
      )}
      {application && <Link to={application.url}>{application.name} ↗</Link>}
      {reverts && (
        <Link to={promotionRoute({ id: reverts })}>What it rolls back</Link>
      )}
      {revertedBy && (
        <Link to={promotionRoute({ id: revertedBy })}>Its rollback</Link>
      )}
    </Line>
  );
}

interface CommitLinkProps {
  what: string;
  sha: string;
  url?: string;
}

function CommitLink({ what, sha, url }: CommitLinkProps) {
  const words = `${what} ${sha.slice(0, 7)}`;
  return url ? <Link to={url}>{words} ↗</Link> : <span>{words}</span>;
}
