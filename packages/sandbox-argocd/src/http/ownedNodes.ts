import { createHash } from 'node:crypto';
import { healthOf } from '../control/health.ts';
import { podImages } from '../control/pods.ts';
import { type Health, type LiveResource, refOf } from '../model.ts';
import { imagesOf } from '../render/images.ts';

const WITH_PODS = ['StatefulSet', 'DaemonSet', 'Job'];

/** What there is of one version of a workload. */
interface Generation {
  /** Tells it from the others of its workload, the same each time. */
  hash: string;
  /** Images of its pods; empty where no pod of it runs. */
  images: string[];
  pods: number;
  health: Health['status'];
}

/**
 * What a cluster makes below a workload: pods, which alone have images, and below a Deployment a replica
 * set for this version and one for that before.
 *
 * @param rollout how long a change takes, in milliseconds
 */
export function ownedNodes(resource: LiveResource, now: Date, rollout: number) {
  const { manifest, uid } = resource;
  const { name } = manifest.metadata;
  const owner = { ...refOf(manifest), uid };
  const generations = generationsOf(resource, now, rollout);
  if (WITH_PODS.includes(manifest.kind)) {
    return generations.flatMap(one => podsOf(resource, owner, name, one));
  }
  if (manifest.kind !== 'Deployment') return [];
  return generations.flatMap(generation => {
    const setName = `${name}-${generation.hash}`;
    const setUid = uidOf(`${uid} ${setName}`);
    const set = { ...owner, kind: 'ReplicaSet', name: setName, uid: setUid };
    return [
      nodeOf(resource, set, owner, setHealth(generation)),
      ...podsOf(resource, set, setName, generation),
    ];
  });
}

/** The version before, while it is remembered, and this one. */
function generationsOf(
  resource: LiveResource,
  now: Date,
  rollout: number,
): Generation[] {
  const { manifest, ranBefore = [] } = resource;
  const wanted = imagesOf([manifest]);
  const running = podImages(resource, now, rollout);
  const health = healthOf(resource, now, rollout)?.status ?? 'Healthy';
  const replicas = Number(manifest.spec?.replicas ?? 1);
  const before = ranBefore.filter(image => !wanted.includes(image));
  const hasBefore = before.length > 0;
  const stays = hasBefore && before.every(image => running.includes(image));
  const comes = wanted.some(image => running.includes(image));
  const old: Generation = {
    hash: hashOf(JSON.stringify(ranBefore)),
    images: ranBefore,
    pods: stays ? replicas : 0,
    health: 'Healthy',
  };
  const current: Generation = {
    hash: hashOf(JSON.stringify(manifest.spec?.template ?? {})),
    images: wanted,
    pods: comes ? replicas : 0,
    health: health === 'Suspended' ? 'Healthy' : health,
  };
  return hasBefore ? [old, current] : [current];
}

/** A replica set waits for its pods without end: that it takes too long is known one step above. */
function setHealth({ health }: Generation): Health['status'] {
  return health === 'Degraded' ? 'Progressing' : health;
}

type Ref = ReturnType<typeof refOf> & { uid: string };

function podsOf(
  resource: LiveResource,
  owner: Ref,
  prefix: string,
  { images, pods, health }: Generation,
) {
  return Array.from({ length: pods }, (_, i) => {
    const name = `${prefix}-${hashOf(`${owner.uid} ${i}`).slice(0, 5)}`;
    const { namespace } = owner;
    const pod = { version: 'v1', kind: 'Pod', namespace, name };
    const uid = uidOf(`${owner.uid} ${name}`);
    return { ...nodeOf(resource, { ...pod, uid }, owner, health), images };
  });
}

function nodeOf(
  { createdAt, changedAt }: LiveResource,
  ref: Ref,
  owner: Ref,
  health: Health['status'],
) {
  return {
    ...ref,
    parentRefs: [owner],
    createdAt,
    resourceVersion: `${Date.parse(changedAt)}`,
    health: { status: health },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hashOf(text: string): string {
  return digest(text).slice(0, 10);
}

/** The same for the same object each time. */
function uidOf(text: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(digest(text))!;
  return parts.join('-');
}
