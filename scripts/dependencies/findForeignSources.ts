import type { Finding } from './Finding.ts';
import { idOf, type LockedPackage } from './LockedPackage.ts';

// A version alone. An archive at an address of its own stands behind "::".
const FROM_REGISTRY = /@npm:[^:]+$/;
// Patches that Yarn brings itself, or that lie in this repository.
const PATCHED =
  /@patch:[^#]+@npm%3A[^#:]+#(optional!builtin<[^>]+>|~?\.?\/?\.yarn\/patches\/[^:]+)::/;

/** What comes from elsewhere than the registry, or without a digest of what came. */
export function findForeignSources(packages: LockedPackage[]): Finding[] {
  return packages.flatMap(one => {
    const what = idOf(one);
    if (!isOurs(one) && !isFromRegistry(one)) {
      return {
        what,
        problem: `comes from elsewhere than the registry: ${one.resolution}`,
        remedy: 'take a version that the registry has',
      };
    }
    if (one.protocol === 'npm' && !one.conditions && !one.checksum) {
      return {
        what,
        problem: 'has no checksum in yarn.lock',
        remedy: 'run "npm run exec -- yarn install" and commit yarn.lock',
      };
    }
    return [];
  });
}

/** Workspaces, and links from one to another. */
export const isOurs = ({ protocol }: LockedPackage) =>
  protocol === 'workspace' || protocol === 'link';

function isFromRegistry({ protocol, resolution }: LockedPackage): boolean {
  if (protocol === 'patch') return PATCHED.test(resolution);
  return protocol === 'npm' && FROM_REGISTRY.test(resolution);
}
