import { InputError } from '@backstage/errors';

const BRANCH =
  /^(?![-/.])(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock$|[/.]$))[^\s~^:?*[\\\x7f]+$/;

/** @throws InputError when git would not take the name */
export function requireBranch(branch: string): void {
  if (BRANCH.test(branch)) return;
  throw new InputError(`branch "${branch}" is no name of a branch`);
}

/** @throws InputError for anything but a whole commit id */
export function requireSha(sha: string): void {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return;
  throw new InputError(
    `"${sha}" is no whole commit id: give its 40 hexadecimal digits`,
  );
}
