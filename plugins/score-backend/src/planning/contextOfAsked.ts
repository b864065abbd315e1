import type { ResourceContext } from '@towpath/resource-definitions';
import { planResources, type Workload } from '@towpath/score';
import { contextOf, type DefinitionPlace } from './resolveResources';

/** What definitions would be asked for a resource that no Score file asks for yet. */
export function contextOfAsked(
  { type, class: kind, id }: { type: string; class?: string; id?: string },
  place: DefinitionPlace,
): ResourceContext {
  const workload: Workload = {
    apiVersion: 'score.dev/v1b1',
    metadata: { name: place.service.name },
    containers: {},
    resources: { [type]: { type, class: kind, id } },
  };
  const [planned] = planResources([workload]).resources;
  return contextOf({ planned }, {}, place);
}
