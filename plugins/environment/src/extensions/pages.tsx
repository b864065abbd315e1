import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** The board: what of each service runs in each environment. */
export const boardPage = PageBlueprint.make({
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <RiRouteLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/board/BoardPage').then(m => <m.BoardPage />),
  },
});
