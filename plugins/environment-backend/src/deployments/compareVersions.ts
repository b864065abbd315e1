import semver from 'semver';

/** A version and when it came to an environment last: the higher, the later. */
export interface Arrived {
  version: string;
  arrived: number;
}

/**
 * Below 0 when `a` is older: by semantic version when both are one, else by the order in which they came
 * last into the environment that promotes them.
 */
export function compareVersions(a: Arrived, b: Arrived): number {
  const [one, other] = [semver.parse(a.version), semver.parse(b.version)];
  const byName = one && other ? semver.compare(one, other) : 0;
  return byName || a.arrived - b.arrived;
}
