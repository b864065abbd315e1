import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { SERVICE_TAB } from '../routes/useServiceTab';

/** On a component: what it asks for, and what it has in each environment. */
export const resourcesContent = EntityContentBlueprint.make({
  name: 'resources',
  params: {
    path: SERVICE_TAB,
    title: 'Resources',
    filter: { kind: 'component' },
    loader: () =>
      import('../components/service/ResourcesContent').then(
        ({ ResourcesContent }) => <ResourcesContent />,
      ),
  },
});
