import type { LiveResource } from '../model.ts';
import { imagesOf } from '../render/images.ts';
import { healthOf } from './health.ts';

// A CronJob runs a pod now and then only.
const WITH_PODS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Pod',
  'Job',
  'Rollout',
];

/**
 * The images of the pods that a workload would have now, which is all that Argo CD sums up: old and new
 * together until a rollout is through, the old ones while it is paused, and none at 0 replicas.
 * @param rollout how long a change takes, in milliseconds
 */
export function podImages(
  live: LiveResource,
  now: Date,
  rollout: number,
): string[] {
  const { manifest, ranBefore = [] } = live;
  const { kind, spec } = manifest;
  if (!WITH_PODS.includes(kind) || spec?.replicas === 0) return [];
  const wanted = imagesOf([manifest]);
  switch (healthOf(live, now, rollout)?.status) {
    case 'Healthy':
      return wanted;
    case 'Suspended':
      return ranBefore;
    default:
      return [...new Set([...ranBefore, ...wanted])];
  }
}

/** The same of all workloads of an application, in order. */
export const summedImages = (
  live: LiveResource[],
  now: Date,
  rollout: number,
): string[] =>
  [...new Set(live.flatMap(one => podImages(one, now, rollout)))].sort();
