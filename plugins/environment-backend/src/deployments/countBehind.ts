import { compareVersions, type Arrived } from './compareVersions';

/** A version that ran in the source, once, however often it came. */
export interface KnownVersion extends Arrived {
  /** It has been healthy there, or nobody knows; and it was not taken back there. */
  counts: boolean;
}

/**
 * How many versions are newer than the one here, up to the one that the source has now; undefined when
 * the one here was never seen there.
 */
export function countBehind(
  versions: KnownVersion[],
  here: string,
  source: string,
): number | undefined {
  const mine = versions.find(({ version }) => version === here);
  const newest = versions.find(({ version }) => version === source);
  if (!mine || !newest) return undefined;
  return versions.filter(
    one =>
      one.counts &&
      compareVersions(one, mine) > 0 &&
      compareVersions(one, newest) <= 0,
  ).length;
}
