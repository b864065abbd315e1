import type { Resource } from '@towpath/plugin-score-common';

/** What a step gives out of resources: nothing secret. */
export function presentResources(resources: Resource[]) {
  return resources
    .filter(({ status }) => status !== 'kept')
    .map(one => ({
      ...{ name: one.name, type: one.type, class: one.class },
      ...{ status: one.status, outputs: one.outputs, secrets: one.secrets },
    }));
}
