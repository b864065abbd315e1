import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EmptyState, Page } from '@towpath/ui';
import { useLocation } from 'react-router-dom';
import { rootRouteRef } from '../routes';

/** An address below `/environments` that leads nowhere. */
export function NoSuchPage() {
  const { pathname } = useLocation();
  const board = useRouteRef(rootRouteRef);
  return (
    <Page title="Nothing here">
      <EmptyState
        title="Nothing here"
        why={`No page has the address ${pathname}. It may be mistyped, or what it showed is gone.`}
        action={<Link to={board()}>See what runs where</Link>}
      />
    </Page>
  );
}
