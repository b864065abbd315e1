import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EmptyState } from '@towpath/ui';
import { useLocation } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { PageTitle } from './shared/PageTitle';
import { useCalmStyles } from './shared/useCalmStyles';

/** An address below `/environments` that leads nowhere. */
export function NoSuchPage() {
  const classes = useCalmStyles();
  const { pathname } = useLocation();
  const board = useRouteRef(rootRouteRef);
  return (
    <main className={classes.page}>
      <PageTitle of="Nothing here" />
      <EmptyState
        title="Nothing here"
        why={`No page has the address ${pathname}. It may be mistyped, or what it showed is gone.`}
        action={<Link to={board()}>See what runs where</Link>}
      />
    </main>
  );
}
