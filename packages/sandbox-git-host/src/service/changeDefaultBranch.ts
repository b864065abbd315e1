import { notFound } from '../errors.ts';
import { checkedBranchName } from '../git/names.ts';
import { resolveCommit } from '../git/objects.ts';
import { setHead } from '../git/refs.ts';
import type { Host } from '../host.ts';

/** Makes a branch the one that clones check out. @throws RequestError 404, 422 */
export async function changeDefaultBranch(
  host: Host,
  name: string,
  branch: string,
): Promise<void> {
  const { gitDir } = host.repositories.get(name);
  const checked = await checkedBranchName(host.git, branch);
  if (!(await resolveCommit(host.git, gitDir, `refs/heads/${checked}`))) {
    throw notFound(`default_branch "${checked}" is not a branch of ${name}`);
  }
  await setHead(host.git, gitDir, checked);
}
