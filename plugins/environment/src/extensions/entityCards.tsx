import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** Owner, tier, type and neighbours of an environment. */
export const aboutEnvironmentCard = EntityCardBlueprint.make({
  name: 'about',
  params: {
    type: 'info',
    filter: { kind: 'environment' },
    loader: () =>
      import('../components/AboutEnvironmentCard').then(m => (
        <m.AboutEnvironmentCard />
      )),
  },
});

/** The environments that a version passes on its way to and from this one. */
export const promotionPipelineCard = EntityCardBlueprint.make({
  name: 'pipeline',
  params: {
    type: 'content',
    filter: { kind: 'environment' },
    loader: () =>
      import('../components/PromotionPipelineCard').then(m => (
        <m.PromotionPipelineCard />
      )),
  },
});

/** On a component: what of it runs in each environment. */
export const runsInCard = EntityCardBlueprint.make({
  name: 'runs-in',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () =>
      import('../components/cards/RunsInCard').then(m => <m.RunsInCard />),
  },
});

/** On an environment: the services in it. */
export const whatRunsHereCard = EntityCardBlueprint.make({
  name: 'services',
  params: {
    type: 'content',
    filter: { kind: 'environment' },
    loader: () =>
      import('../components/cards/WhatRunsHereCard').then(m => (
        <m.WhatRunsHereCard />
      )),
  },
});
