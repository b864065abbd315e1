import type { Git } from '@towpath/sandbox-kit';
import { invalid } from '../errors.ts';

const REPOSITORY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const RESERVED_SUFFIX = /\.(git|wiki|rss|atom|lock)$|\.\./i;

/** True when a repository may have this name: one plain folder name, no option, no traversal. */
export function isRepositoryName(name: string): boolean {
  return REPOSITORY_NAME.test(name) && !RESERVED_SUFFIX.test(name);
}

const asked = new Map<string, boolean>();
const MOST_ASKED = 10_000;

/** True when git takes this as the name of a branch or tag. Git is asked once for each name. */
export async function isRefName(git: Git, name: string): Promise<boolean> {
  if (!name || name.startsWith('-') || name.includes('\0')) return false;
  const known = asked.get(name);
  if (known !== undefined) return known;
  const { code } = await git(['check-ref-format', `refs/heads/${name}`], {
    allow: [1],
  });
  if (asked.size >= MOST_ASKED) asked.clear();
  asked.set(name, code === 0);
  return code === 0;
}

/** The branch name itself. @throws RequestError 422 when git would refuse it */
export async function checkedBranchName(
  git: Git,
  name: unknown,
): Promise<string> {
  if (
    typeof name === 'string' &&
    name !== 'HEAD' &&
    (await isRefName(git, name))
  )
    return name;
  throw invalid(
    `branch name "${name}" is not one that git accepts: use letters, digits, "-", "_", "." and "/", and start with a letter or digit`,
  );
}

/**
 * A path inside a repository without leading or trailing slash.
 * @throws RequestError 422 for an empty path, `..`, `.git`, a backslash or control characters
 */
export function checkedPath(input: string): string {
  const trimmed = input.replace(/^\/+|\/+$/g, '');
  const bad = trimmed
    .split('/')
    .some(
      part =>
        part === '' || part === '.' || part === '..' || /^\.git$/i.test(part),
    );
  // eslint-disable-next-line no-control-regex
  if (bad || /[\\\0-\x1f\x7f]/.test(trimmed)) {
    throw invalid(
      `path "${input}" is not a path inside a repository: no "..", ".git", backslash or empty part`,
    );
  }
  return trimmed;
}
