import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { stackRouteRef } from '../../routes';

/** A stack by its key, and the way to its page. */
export function StackLink({
  of,
  className,
}: {
  of: string;
  className?: string;
}) {
  const stackRoute = useRouteRef(stackRouteRef);
  return (
    <Link to={stackRoute({ key: of })} className={className}>
      {of}
    </Link>
  );
}
