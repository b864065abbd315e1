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
  const { outputs, plan, unknownOutputs, compose, problems } = rendering;
  const known = outputs.get(uid);
  const planned = plan.resource(uid);
  if (!known && unknownOutputs === 'refer' && planned) {
    const source = bindingName(planned);
    compose.volumes = { ...compose.volumes, [source]: {} };
    return { type: 'volume', source, target };
  }
  if (!known) {
    problems.error({
      code: 'render/unresolved',
      message: `the outputs of ${uid} are not known`,
      path,
      fix: 'give the outputs of the resource',
    });
    return undefined;
  }
  const { type, source, volume, bind, tmpfs, ...others } = known;
  if (
    typeof type !== 'string' ||
    !TYPES.includes(type) ||
    Object.keys(others).length
  ) {
    problems.error({
      code: 'render/volume-outputs',
      message: `${uid} gives out ${
        Object.keys(known).join(', ') || 'nothing'
      }; for Compose a volume gives out type and source`,
      path,
      fix: `type is one of ${TYPES.join(', ')}`,
    });
    return undefined;
  }
  if (type === 'volume' && typeof source === 'string') {
    compose.volumes = {
      ...compose.volumes,
      [source]: compose.volumes?.[source] ?? {},
    };
  }
  return {
    type,
    ...(typeof source === 'string' ? { source } : {}),
    target,
    ...Object.fromEntries(
      Object.entries({ volume, bind, tmpfs }).filter(([, value]) => value),
    ),
  };
}
