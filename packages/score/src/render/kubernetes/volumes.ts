import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount';
import type { PathSegment } from '../../diagnostics/diagnostic';
import { compareText } from '../../diagnostics/diagnostic';
import { refParts, tokens } from '../../placeholder/tokens';
import { substituteText } from '../../placeholder/substitute';
import type { Container } from '../../types';
import { shortHash } from '../names';
import { bindingName } from '../scope';
import type { Rendering } from './rendering';

/** What the volumes of a container need of the pod. */
export interface VolumeMounts {
  mounts: IVolumeMount[];
  volumes: IVolume[];
  claims: IPersistentVolumeClaim[];
}

/**
 * The volumes of a container. A volume is named after its resource, so that all
 * containers and paths that use one resource share one volume.
 */
export function volumeMounts(
  name: string,
  container: Container,
  rendering: Rendering,
): VolumeMounts {
  const result: VolumeMounts = { mounts: [], volumes: [], claims: [] };
  for (const target of Object.keys(container.volumes ?? {}).sort(compareText)) {
    const { source, path, readOnly } = container.volumes![target];
    const here = ['containers', name, 'volumes', target];
    const uid = sourceUid(source, [...here, 'source'], rendering);
    if (uid === undefined) continue;
    const volume = `vol-${shortHash(uid)}`;
    if (!addVolume(result, volume, uid, [...here, 'source'], rendering))
      continue;
    result.mounts.push({
      name: volume,
      mountPath: target,
      ...(path ? { subPath: path } : {}),
      ...(readOnly === undefined ? {} : { readOnly }),
    });
  }
  return result;
}

/** The uid of the resource that a volume's source names. */
export function sourceUid(
  source: string,
  path: PathSegment[],
  {
    workload,
    plan,
    scope,
    problems,
  }: Pick<Rendering, 'workload' | 'plan' | 'scope' | 'problems'>,
): string | undefined {
  const [token, ...more] = tokens(source);
  if (token && 'ref' in token && !more.length) {
    const [root, name, ...keys] = refParts(token.ref);
    if (root === 'resources' && name && !keys.length) {
      return plan.uidOf(workload.metadata.name, name);
    }
  }
  const resolved = problems.resolving(path, () =>
    substituteText(source, scope),
  );
  if (resolved === undefined) return undefined;
  if (typeof resolved === 'string' && plan.resource(resolved)) {
    return resolved;
  }
  problems.error({
    code: 'render/volume-source',
    message: `${JSON.stringify(source)} does not name a resource`,
    path,
    fix: 'declare a resource of type volume and write ${resources.NAME}',
  });
  return undefined;
}

/** Adds what a mount of this name needs; false after a problem. */
function addVolume(
  result: VolumeMounts,
  name: string,
  uid: string,
  path: PathSegment[],
  rendering: Rendering,
): boolean {
  const known = rendering.outputs.get(uid);
  if (!known) return referToClaim(result, name, uid, path, rendering);
  const { source, claimSpec, ...others } = known;
  if (isMap(source) === isMap(claimSpec) || Object.keys(others).length) {
    rendering.problems.error({
      code: 'render/volume-outputs',
      message: `${uid} gives out ${
        Object.keys(known).join(', ') || 'nothing'
      }; a volume gives out either source or claimSpec`,
      path,
      fix: 'a source is a Kubernetes volume source, a claimSpec the spec of a PersistentVolumeClaim',
    });
    return false;
  }
  if (!isMap(source)) return addClaim(result, name, uid, path, rendering);
  const { name: ignored, ...volumeSource } = source;
  result.volumes.push({ name, ...volumeSource });
  return true;
}

function referToClaim(
  result: VolumeMounts,
  name: string,
  uid: string,
  path: PathSegment[],
  { plan, unknownOutputs, needs, problems }: Rendering,
): boolean {
  const planned = plan.resource(uid);
  if (unknownOutputs === 'refer' && planned) {
    const claimName = bindingName(planned);
    needs.claim(planned);
    result.volumes.push({ name, persistentVolumeClaim: { claimName } });
    return true;
  }
  problems.error({
    code: 'render/unresolved',
    message: `the outputs of ${uid} are not known`,
    path,
    fix: 'give the outputs of the resource',
  });
  return false;
}

function addClaim(
  result: VolumeMounts,
  name: string,
  uid: string,
  path: PathSegment[],
  { outputs, kind, problems }: Rendering,
): boolean {
  if (kind !== 'StatefulSet') {
    problems.error({
      code: 'render/claim-on-deployment',
      message: `${uid} is a volume of each pod, which a Deployment cannot have`,
      path,
      fix: 'set the annotation k8s.score.dev/kind: StatefulSet',
    });
    return false;
  }
  const spec = outputs.get(uid)?.claimSpec as IPersistentVolumeClaim['spec'];
  result.claims.push({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec,
  });
  return true;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}
