import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import type { Belonging } from '../components/cards/StacksCard';

const stacksCard = (name: string, kind: string, by: Belonging) =>
  EntityCardBlueprint.make({
    name,
    params: {
      type: 'content',
      filter: { kind },
      loader: () =>
        import('../components/cards/StacksCard').then(({ StacksCard }) => (
          <StacksCard by={by} />
        )),
    },
  });

/** On a component: the stacks that are for it. */
export const serviceStacksCard = stacksCard('service', 'component', 'service');

/** On an environment: the stacks in it. */
export const environmentStacksCard = stacksCard(
  'environment',
  'environment',
  'environment',
);

/** On a team: the stacks that are theirs. */
export const teamStacksCard = stacksCard('team', 'group', 'owner');

/** On a stack of the catalog: how it stands. */
export const stackCard = EntityCardBlueprint.make({
  name: 'stack',
  params: {
    type: 'content',
    filter: { kind: 'stack' },
    loader: () =>
      import('../components/cards/StackCard').then(({ StackCard }) => (
        <StackCard />
      )),
  },
});
