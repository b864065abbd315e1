import type { PathSegment } from '../diagnostics/diagnostic';
import type { Container } from '../types';
import type { Problems } from './problems';

interface Mount {
  kind: 'file' | 'volume';
  target: string;
  /** The same place without `.`, `..` and doubled slashes. */
  place: string;
  readOnly: boolean;
  path: PathSegment[];
}

/**
 * Finds paths that no target can mount at: relative ones, two that are one
 * place, those below a file; and paths inside a volume that lead out of it.
 */
export function checkMounts(
  name: string,
  container: Container,
  problems: Problems,
): void {
  const mounts = mountsOf(name, container).filter(mount =>
    checkTarget(mount, problems),
  );
  checkSubPaths(name, container, problems);
  const byPlace = new Map<string, Mount>();
  for (const mount of mounts) {
    const earlier = byPlace.get(mount.place);
    if (earlier) sayRepeated(earlier, mount, problems);
    else byPlace.set(mount.place, mount);
  }
  for (const mount of mounts) checkParents(mount, byPlace, problems);
}

function mountsOf(
  name: string,
  { files = {}, volumes = {} }: Container,
): Mount[] {
  const of = (kind: Mount['kind'], target: string, readOnly: boolean) => ({
    kind,
    target,
    place: placeOf(target),
    readOnly,
    path: ['containers', name, `${kind}s`, target],
  });
  return [
    ...Object.entries(volumes).map(([target, { readOnly = false }]) =>
      of('volume', target, readOnly),
    ),
    ...Object.keys(files).map(target => of('file', target, false)),
  ];
}

/** An absolute path without `.`, `..` and doubled slashes. */
export function placeOf(target: string): string {
  const parts: string[] = [];
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function checkTarget(
  { target, place, path }: Mount,
  problems: Problems,
): boolean {
  const isAbsolute = target.startsWith('/');
  if (isAbsolute && !target.includes(':') && place !== '/') return true;
  const isMeant = !isAbsolute && !target.includes(':') && place !== '/';
  problems.error({
    code: 'render/target',
    message: `${JSON.stringify(target)} is not a path that can be mounted at`,
    path,
    fix: isMeant
      ? `write the absolute path, ${JSON.stringify(place)}`
      : 'write an absolute path without a colon',
  });
  return false;
}

function checkSubPaths(
  name: string,
  { volumes = {} }: Container,
  problems: Problems,
): void {
  for (const [target, { path }] of Object.entries(volumes)) {
    if (path === undefined) continue;
    if (!path.startsWith('/') && !path.split('/').includes('..')) continue;
    problems.error({
      code: 'render/sub-path',
      message: `${JSON.stringify(path)} is not a path inside the volume`,
      path: ['containers', name, 'volumes', target, 'path'],
      fix: `write a path that neither begins with "/" nor has "..", such as ${JSON.stringify(
        placeOf(path).slice(1) || 'data',
      )}`,
    });
  }
}

function sayRepeated(earlier: Mount, mount: Mount, problems: Problems): void {
  problems.error({
    code: 'render/repeated-target',
    message: `the ${earlier.kind} ${earlier.target} and the ${mount.kind} ${mount.target} are mounted at one place`,
    path: mount.path,
    fix: 'mount one of them somewhere else',
  });
}

function checkParents(
  mount: Mount,
  byPlace: ReadonlyMap<string, Mount>,
  problems: Problems,
): void {
  for (
    let end = mount.place.lastIndexOf('/');
    end > 0;
    end = mount.place.lastIndexOf('/', end - 1)
  ) {
    const parent = byPlace.get(mount.place.slice(0, end));
    if (parent) sayNested(parent, mount, problems);
  }
}

function sayNested(parent: Mount, mount: Mount, problems: Problems): void {
  if (parent.kind === 'file') {
    problems.error({
      code: 'render/nested-target',
      message: `${parent.target} is a file, so nothing can be mounted below it`,
      path: mount.path,
      fix: 'mount one of them somewhere else',
    });
  } else if (parent.readOnly) {
    problems.warn({
      code: 'render/nested-target',
      message: `${mount.target} lies in the volume ${parent.target}, which is read only, so the container starts only when the volume has that path`,
      path: mount.path,
      fix: `mount it outside of ${parent.target}`,
    });
  }
}
