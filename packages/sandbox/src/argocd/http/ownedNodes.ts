import { createHash } from 'node:crypto';
import { type Health, type LiveResource, refOf } from '../model.ts';
import { imagesOf } from '../render/images.ts';

const WITH_PODS = ['StatefulSet', 'DaemonSet', 'Job'];

/** What a cluster makes below a workload: pods, and the replica set between them and a Deployment. */
export function ownedNodes(resource: LiveResource, health?: Health) {
  const { manifest, uid } = resource;
  const { kind, spec } = manifest;
  const owner = { ...refOf(manifest), uid };
  if (kind !== 'Deployment') {
    return WITH_PODS.includes(kind)
      ? podsOf(resource, owner, manifest.metadata.name, health)
      : [];
  }
  const hash = digest(JSON.stringify(spec?.template ?? {})).slice(0, 10);
  const name = `${manifest.metadata.name}-${hash}`;
  const set = {
    ...owner,
    kind: 'ReplicaSet',
    name,
    uid: uidOf(`${uid} ${name}`),
  };
  const shown = nodeOf(resource, set, owner, health);
  return [shown, ...podsOf(resource, set, name, health)];
}

type Ref = ReturnType<typeof refOf> & { uid: string };

function podsOf(
  resource: LiveResource,
  owner: Ref,
  prefix: string,
  health?: Health,
) {
  const images = imagesOf([resource.manifest]);
  const replicas = Number(resource.manifest.spec?.replicas ?? 1);
  return Array.from({ length: replicas }, (_, i) => {
    const name = `${prefix}-${digest(`${owner.uid} ${i}`).slice(0, 5)}`;
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
  health?: Health,
) {
  return {
    ...ref,
    parentRefs: [owner],
    createdAt,
    resourceVersion: `${Date.parse(changedAt)}`,
    ...(health && { health: { status: health.status } }),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for the same object each time. */
function uidOf(text: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(digest(text))!;
  return parts.join('-');
}
