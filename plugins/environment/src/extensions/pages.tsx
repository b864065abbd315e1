import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** The board, and below it promotions, approvals and freezes. */
export const boardPage = PageBlueprint.make({
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <RiRouteLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const [{ EnvironmentsRouter }, { BoardPage }] = await Promise.all([
        import('../components/EnvironmentsRouter'),
        import('../components/board/BoardPage'),
      ]);
      return <EnvironmentsRouter board={<BoardPage />} />;
    },
  },
});
