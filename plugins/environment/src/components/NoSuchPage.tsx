import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { NoSuchPage as Nothing } from '@towpath/ui';
import { rootRouteRef } from '../routes';

/** An address below `/environments` that leads nowhere. */
export function NoSuchPage() {
  const board = useRouteRef(rootRouteRef);
  return <Nothing action={<Link to={board()}>See what runs where</Link>} />;
}
