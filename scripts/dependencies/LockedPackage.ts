/** One version of a package that yarn.lock brings in, or a workspace of ours. */
export interface LockedPackage {
  /** As published, also where it is installed under an alias: `@scope/name`. */
  name: string;
  version: string;
  /** As the lock file writes it, such as `lodash@npm:4.17.21`. */
  resolution: string;
  /** What stands before the first colon of where it comes from: `npm`, `workspace`, `git`. */
  protocol: string;
  /** Which machines it is for, such as `os=darwin & cpu=arm64`; undefined where it is for all. */
  conditions?: string;
  /** What it asks for, as `lodash@npm:^4.17.0`. */
  asksFor: string[];
  /** All that is answered with it, in the same words. */
  answers: string[];
  /** SHA-512 of the archive in hexadecimal. Packages for other machines have none. */
  checksum?: string;
}

export const idOf = ({ name, version }: { name: string; version: string }) =>
  `${name}@${version}`;
