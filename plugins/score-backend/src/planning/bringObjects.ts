import type { KubernetesObject } from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';
import { inOrder } from './inOrder';
import type { Look } from './Look';

/**
 * Takes up the objects that a resource brings. Provisioners of score-k8s may bring one server for several resources, each
 * of them the same object: the last one counts, as there.
 */
export function bringObjects(
  { manifests }: Pick<Look, 'manifests'>,
  { definition }: Pick<ResolvedResource, 'definition'>,
  objects: KubernetesObject[] = [],
): void {
  for (const object of objects.map(inOrder)) {
    const at = definition.provisioner
      ? manifests.findIndex(one => isSame(one, object))
      : -1;
    if (at < 0) manifests.push(object);
    else manifests[at] = object;
  }
}

function isSame(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    a.apiVersion === b.apiVersion &&
    a.kind === b.kind &&
    a.metadata?.name === b.metadata?.name
  );
}
