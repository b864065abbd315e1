import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiCheckDoubleLine, RiLoopRightLine } from '@remixicon/react';
import { approvalsRouteRef, rootRouteRef } from '../routes';

/** What waits for the person who looks, of every kind. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    title: 'Approvals',
    icon: <RiCheckDoubleLine />,
    routeRef: approvalsRouteRef,
    loader: () => import('../components/InboxPage').then(m => <m.InboxPage />),
  },
});

/** One run, of whichever kind. */
export const runsPage = PageBlueprint.make({
  params: {
    path: '/runs',
    title: 'Runs',
    icon: <RiLoopRightLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/RunsRouter').then(m => <m.RunsRouter />),
  },
});
