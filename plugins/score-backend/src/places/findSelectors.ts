import type { ManagedResource } from '@towpath/argocd';
import type { Selector } from '../model/ServicePlace';

const KINDS = ['Deployment', 'StatefulSet'];

/**
 * How workloads select their pods in the cluster, by name. Kubernetes never lets it be changed, so what is rendered in
 * the place of one has to select them the same way.
 */
export function findSelectors(
  resources: ManagedResource[],
): Record<string, Selector> {
  const found = resources
    .filter(({ group, kind }) => group === 'apps' && KINDS.includes(kind))
    .map(one => [one.name, selectorOf(one)] as const);
  return Object.fromEntries(
    found.filter((one): one is [string, Selector] => one[1] !== undefined),
  );
}

/** Of the one that lives; before the first deployment, of the one that is to be. */
function selectorOf({
  liveState,
  targetState,
}: ManagedResource): Selector | undefined {
  const live = liveState && liveState !== 'null' ? liveState : targetState;
  if (!live || live === 'null') return undefined;
  return JSON.parse(live).spec?.selector?.matchLabels;
}
