import { useRouteRef } from '@backstage/core-plugin-api';
import { ApprovalsPage } from '@towpath/plugin-runs-react';
import { Navigate } from 'react-router-dom';
import { inboxRouteRef } from '../../routes';

/** The inbox of approvals: the one of all runs, or here where the app has none. */
export function ApprovalsPlace() {
  const inbox = useRouteRef(inboxRouteRef);
  return inbox ? <Navigate to={inbox()} replace /> : <ApprovalsPage />;
}
