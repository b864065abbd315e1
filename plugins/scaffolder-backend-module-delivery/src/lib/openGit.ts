import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { HostedRepository } from '@towpath/git-hosts';
import { authorOf, committer } from './marks';
import { createGit, type Git } from './runGit';

/**
 * A git client for a remote that writes as the person of the run.
 * @param folder where it works, an empty one of its own by default
 */
export async function openGit(
  ctx: ActionContext<any, any, any>,
  remote: HostedRepository,
  folder?: string,
): Promise<{ git: Git; cwd: string }> {
  const cwd = folder ?? (await ctx.createTemporaryDirectory());
  const author = authorOf(ctx);
  const git = createGit({ cwd, remote, author, committer, signal: ctx.signal });
  return { git, cwd };
}
