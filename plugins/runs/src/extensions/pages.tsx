import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiCheckDoubleLine } from '@remixicon/react';
import { approvalsRouteRef, rootRouteRef } from '../routes';

/** What waits for the person who looks, of every kind. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    title: 'Approvals',
    icon: <RiCheckDoubleLine />,
    routeRef: approvalsRouteRef,
    loader: async () => {
      const { InboxPage } = await import('../components/InboxPage');
      return <InboxPage />;
    },
  },
});

/** One run, of whichever kind. It has no icon, so that it is not in the sidebar: one comes here from a list. */
export const runsPage = PageBlueprint.make({
  params: {
    path: '/runs',
    title: 'Runs',
    routeRef: rootRouteRef,
    loader: async () => {
      const { RunsRouter } = await import('../components/RunsRouter');
      return <RunsRouter />;
    },
  },
});
