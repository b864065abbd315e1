import type { PathSegment } from '../../diagnostics/diagnostic';
import { compareText } from '../../diagnostics/diagnostic';
import type { Container } from '../../types';
import { sourceUid } from '../kubernetes/volumes';
import { bindingName } from '../scope';
import type { ComposeMount, ComposeService } from './composeFile';
import type { ComposeRendering } from './rendering';

const TYPES = ['volume', 'bind', 'tmpfs'];

/** The volumes of a container. */
export function mountsOf(
  name: string,
  { volumes = {} }: Container,
  rendering: ComposeRendering,
): Pick<ComposeService, 'volumes'> {
  const mounts: ComposeMount[] = [];
  for (const target of Object.keys(volumes).sort(compareText)) {
    const { source, path: subpath, readOnly } = volumes[target];
    const path = ['containers', name, 'volumes', target, 'source'];
    const uid = sourceUid(source, path, rendering);
    const mount = uid && mountOf(uid, target, path, rendering);
    if (!mount) continue;
    if (subpath && mount.type === 'volume') {
      mount.volume = { ...mount.volume, subpath };
    } else if (subpath) {
      rendering.problems.error({
        code: 'render/sub-path',
        message: `a path inside a volume of type ${mount.type} cannot be mounted`,
        path: ['containers', name, 'volumes', target, 'path'],
        fix: 'remove path, or use a named volume',
      });
    }
    if (readOnly !== undefined) mount.read_only = readOnly;
    mounts.push(mount);
  }
  return mounts.length ? { volumes: mounts } : {};
}

function mountOf(
  uid: string,
  target: string,
  path: PathSegment[],
  rendering: ComposeRendering,
): ComposeMount | undefined {
  const known = rendering.outputs.get(uid);
  if (!known) return namedVolume(uid, target, path, rendering);
  const { type, source, volume, bind, tmpfs, ...others } = known;
  const odd = Object.keys(others).length > 0;
  if (typeof type !== 'string' || !TYPES.includes(type) || odd) {
    rendering.problems.error({
      code: 'render/volume-outputs',
      message: `${uid} gives out ${
        Object.keys(known).join(', ') || 'nothing'
      }; for Compose a volume gives out type and source`,
      path,
      fix: `type is one of ${TYPES.join(', ')}`,
    });
    return undefined;
  }
  const named = typeof source === 'string' ? { source } : {};
  if (type === 'volume' && named.source) declare(named.source, rendering);
  const details = Object.entries({ volume, bind, tmpfs });
  return {
    type,
    ...named,
    target,
    ...Object.fromEntries(details.filter(([, value]) => value)),
  };
}

/** The volume under the name where a provisioner will put it. */
function namedVolume(
  uid: string,
  target: string,
  path: PathSegment[],
  rendering: ComposeRendering,
): ComposeMount | undefined {
  const planned = rendering.plan.resource(uid);
  if (rendering.unknownOutputs === 'refer' && planned) {
    const source = bindingName(planned);
    declare(source, rendering);
    return { type: 'volume', source, target };
  }
  rendering.problems.error({
    code: 'render/unresolved',
    message: `the outputs of ${uid} are not known`,
    path,
    fix: 'give the outputs of the resource',
  });
  return undefined;
}

function declare(volume: string, { compose }: ComposeRendering): void {
  compose.volumes = { ...compose.volumes, [volume]: {} };
}
