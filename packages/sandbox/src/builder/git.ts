import { devNull } from 'node:os';
import { createGit, type Git } from '@towpath/sandbox-kit';
import type { BuilderSettings } from './types.ts';

/** A git client that acts as the builder's account and knows nothing of this machine's settings. */
export function builderGit({ account, gitUrl, dataDir }: BuilderSettings): Git {
  const basic = Buffer.from(`${account.name}:${account.password}`);
  return createGit({
    PATH: process.env.PATH ?? '',
    HOME: dataDir,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    // As configuration and not as an argument: arguments are visible to everyone on the machine.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${gitUrl}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic.toString('base64')}`,
    GIT_AUTHOR_NAME: account.displayName,
    GIT_AUTHOR_EMAIL: account.email,
    GIT_COMMITTER_NAME: account.displayName,
    GIT_COMMITTER_EMAIL: account.email,
  });
}

/** Begins no command once the signal says so; one that has begun ends by itself. */
export function stoppable(git: Git, signal: AbortSignal): Git {
  return async (args, call) => {
    signal.throwIfAborted();
    return git(args, call);
  };
}

export const cloneUrl = (
  { gitUrl, organisation }: BuilderSettings,
  repository: string,
) => `${gitUrl}/${organisation}/${repository}.git`;

/** Fetches one commit into a new folder and checks it out. */
export async function checkOut(
  git: Git,
  url: string,
  sha: string,
  folder: string,
): Promise<void> {
  await git(['init', '--quiet', folder]);
  await git(['fetch', '--quiet', '--depth=1', url, sha], { cwd: folder });
  await git(['checkout', '--quiet', '--detach', sha], { cwd: folder });
}

export interface Tag {
  name: string;
  /** The commit, also for an annotated tag. */
  sha: string;
}

/** The tags of a remote repository. */
export async function listTags(git: Git, url: string): Promise<Tag[]> {
  const { stdout } = await git(['ls-remote', '--tags', url]);
  const found = new Map<string, string>();
  for (const line of stdout.toString().split('\n').filter(Boolean)) {
    const [sha, ref] = line.split('\t');
    // The line with ^{} follows that of its annotated tag and names the commit.
    found.set(ref.replace(/^refs\/tags\/|\^\{\}$/g, ''), sha);
  }
  return [...found].map(([name, sha]) => ({ name, sha }));
}
