import semver from 'semver';

export interface VersionInputs {
  /** Names of the repository's tags, such as `v1.2.3`. */
  tags: string[];
  /** The version that the service declares in its manifest. */
  declared?: string;
  /** The version that the environment runs now. */
  deployed?: string;
}

const FIRST = '0.1.0';

/**
 * The version of a new build: the patch after the highest one known from tags and from what runs,
 * or the declared one when that is higher and not taken, which is how a team begins a new minor or
 * major. A declared pre-release is built once.
 */
export function chooseVersion(inputs: VersionInputs): string {
  const { tags, declared, deployed } = inputs;
  const used = [...tags, deployed].flatMap(text => releaseOf(text) ?? []);
  const highest = semver.rsort(used)[0];
  const wanted = semver.valid(declared);
  const isFree = wanted !== null && !tags.includes(`v${wanted}`);
  if (!highest) return isFree ? wanted : FIRST;
  if (isFree && semver.gt(wanted, highest)) return wanted;
  return semver.inc(highest, 'patch')!;
}

/** The version that a tag like `v1.2.3` or `1.2.3` names; undefined for pre-releases and other text. */
export function releaseOf(text: string | undefined): string | undefined {
  const parsed = semver.parse(text);
  return parsed && parsed.prerelease.length === 0 ? parsed.version : undefined;
}
