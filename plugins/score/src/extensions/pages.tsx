import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** The board of resources, and below it plans, types and the editor. */
export const scorePage = PageBlueprint.make({
  params: {
    path: '/score',
    title: 'Resources',
    icon: <RiDatabase2Line />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/ScoreRouter').then(({ ScoreRouter }) => (
        <ScoreRouter />
      )),
  },
});
