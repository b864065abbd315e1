import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The way of a component's versions through the environments, and what ran where before. */
export const pipelineContent = EntityContentBlueprint.make({
  name: 'pipeline',
  params: {
    path: '/pipeline',
    title: 'Pipeline',
    group: 'deployment',
    filter: { kind: 'component' },
    loader: () =>
      import('../components/pipeline/PipelineContent').then(m => (
        <m.PipelineContent />
      )),
  },
});
