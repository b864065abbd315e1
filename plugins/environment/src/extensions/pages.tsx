import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** The board, and below it promotions, approvals and freezes. */
export const environmentsPage = PageBlueprint.make({
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <RiRouteLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/EnvironmentsPage').then(m => (
        <m.EnvironmentsPage />
      )),
  },
});
