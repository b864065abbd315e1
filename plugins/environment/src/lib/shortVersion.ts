const DIGEST = /^sha256:([0-9a-f]{12})[0-9a-f]*$/;

/** A version as people say it: a tag as it is, a digest by its first twelve digits. */
export function shortVersion(version: string): string {
  return version.replace(DIGEST, '$1');
}
