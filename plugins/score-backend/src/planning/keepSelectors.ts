import type { KubernetesObject } from '@towpath/score';
import type { Selector } from '../model/ServicePlace';

/** A Deployment or a StatefulSet, as far as its pods are selected. */
interface Workload extends KubernetesObject {
  spec: {
    selector: { matchLabels: Selector };
    template: { metadata?: { labels?: Selector } };
  };
}

/** The objects with workloads that are there already selecting their pods as they do. */
export function keepSelectors(
  objects: KubernetesObject[],
  selectors: Record<string, Selector>,
): KubernetesObject[] {
  return objects.map(object => {
    const { name = '' } = object.metadata ?? {};
    return isWorkload(object) && Object.hasOwn(selectors, name)
      ? withSelector(object, selectors[name])
      : object;
  });
}

function isWorkload({ apiVersion, kind }: KubernetesObject): boolean {
  return (
    apiVersion === 'apps/v1' &&
    (kind === 'Deployment' || kind === 'StatefulSet')
  );
}

function withSelector(
  object: KubernetesObject,
  selector: Selector,
): KubernetesObject {
  const { spec } = object as Workload;
  const { metadata } = spec.template;
  return {
    ...object,
    spec: {
      ...spec,
      selector: { matchLabels: selector },
      template: {
        ...spec.template,
        metadata: { ...metadata, labels: { ...metadata?.labels, ...selector } },
      },
    },
  } as Workload;
}
