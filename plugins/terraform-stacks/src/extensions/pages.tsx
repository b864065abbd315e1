import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** All stacks, and below them drift, runs and each stack. */
export const stacksPage = PageBlueprint.make({
  params: {
    path: '/terraform-stacks',
    title: 'Terraform',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/StacksRouter').then(({ StacksRouter }) => (
        <StacksRouter />
      )),
  },
});
