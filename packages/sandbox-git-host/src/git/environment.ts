import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGit, type Git } from '@towpath/sandbox-kit';

const CONFIG = `[safe]
\tdirectory = *
[init]
\tdefaultBranch = main
[core]
\tquotePath = false
\tautocrlf = false
\tfsync = committed
[user]
\tname = Towpath Git host
\temail = git-host@localhost
\tuseConfigOnly = true
[receive]
\tautogc = false
\thideRefs = refs/pull
\tdenyDeleteCurrent = refuse
[gc]
\tauto = 0
[maintenance]
\tauto = false
[fastimport]
\tunpackLimit = 1
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[commit]
\tgpgSign = false
`;

// The report survives a killed server: it is delivered at the next start.
const POST_RECEIVE = `#!/bin/sh
[ -n "$TOWPATH_PUSH_REPORT" ] || exit 0
cat > "$TOWPATH_PUSH_REPORT.part" && mv "$TOWPATH_PUSH_REPORT.part" "$TOWPATH_PUSH_REPORT"
`;

export interface GitEnvironment {
  /** The whole environment of git processes; nothing of the host's own leaks in. */
  variables: Record<string, string>;
  git: Git;
}

/** Writes git's own configuration and hooks below `folder` and returns a `Git` bound to them. */
export async function prepareGit(folder: string): Promise<GitEnvironment> {
  const hooks = path.join(folder, 'hooks');
  const config = path.join(folder, 'gitconfig');
  await mkdir(hooks, { recursive: true });
  await writeFile(
    config,
    `${CONFIG}[core]\n\thooksPath = "${hooks.replace(/[\\"]/g, '\\$&')}"\n`,
  );
  await writeFile(path.join(hooks, 'post-receive'), POST_RECEIVE);
  await chmod(path.join(hooks, 'post-receive'), 0o755);
  const variables = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: config,
    GIT_TERMINAL_PROMPT: '0',
  };
  return { variables, git: createGit(variables) };
}
