import type { KubernetesObject } from '@towpath/score';

interface Autoscaler extends KubernetesObject {
  spec?: { scaleTargetRef?: { kind?: string; name?: string } };
}

/**
 * The objects without a number of replicas where an autoscaler decides it: what Git says would undo what the autoscaler
 * has done with each sync.
 */
export function leaveReplicas(objects: KubernetesObject[]): KubernetesObject[] {
  const isScaled = scaledAmong(objects);
  return objects.map(object =>
    isScaled(object) ? withoutReplicas(object) : object,
  );
}

/** Tells of an object whether an autoscaler among these decides the number of its pods. */
export function scaledAmong(
  objects: KubernetesObject[],
): (object: KubernetesObject) => boolean {
  const scaled = new Set(
    objects.filter(isAutoscaler).map(({ spec }) => {
      const { kind, name } = spec?.scaleTargetRef ?? {};
      return `${kind} ${name}`;
    }),
  );
  return ({ kind, metadata }) => scaled.has(`${kind} ${metadata?.name}`);
}

function isAutoscaler(object: KubernetesObject): object is Autoscaler {
  return (
    object.kind === 'HorizontalPodAutoscaler' &&
    object.apiVersion.startsWith('autoscaling/')
  );
}

function withoutReplicas(object: KubernetesObject): KubernetesObject {
  const { spec } = object as KubernetesObject & { spec: { replicas?: number } };
  const { replicas, ...rest } = spec;
  return { ...object, spec: rest } as KubernetesObject;
}
