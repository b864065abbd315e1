import { execFile } from 'child_process';
import { devNull } from 'os';
import { promisify } from 'util';
import type { GitRemote } from './GitHosts';
import { hostIsDown, hostRefuses } from './hostErrors';

const run = promisify(execFile);

export interface Person {
  name: string;
  email: string;
}

export interface GitSettings {
  cwd: string;
  /** Its authorization is sent with every request to the Git host. */
  remote: GitRemote;
  author: Person;
  committer: Person;
  signal?: AbortSignal;
}

/**
 * Runs git in one folder and answers what it wrote, trimmed.
 * @throws ServiceUnavailableError, NotAllowedError when the Git host is down or refuses; any other
 * failure with git's own words
 */
export type Git = (...args: string[]) => Promise<string>;

/** A git client that knows nothing of this machine's settings. */
export function createGit(settings: GitSettings): Git {
  const { cwd, remote, author, committer, signal } = settings;
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    ...asEnvironment({
      'http.extraHeader': `Authorization: ${remote.gitAuthorization}`,
      // A host that takes the connection and then says nothing counts as down after half a minute.
      'http.lowSpeedLimit': '1',
      'http.lowSpeedTime': '30',
    }),
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
  } as NodeJS.ProcessEnv;
  return async (...args) => {
    try {
      const options = { cwd, env, signal, maxBuffer: 1 << 26 };
      return (await run('git', args, options)).stdout.trim();
    } catch (error) {
      if (signal?.aborted) throw error;
      const { stderr } = error as { stderr?: string };
      throw explain(args[0], stderr?.trim() || String(error), remote);
    }
  };
}

/** As configuration and not as arguments: those are visible to everyone on the machine. */
function asEnvironment(settings: Record<string, string>) {
  const entries = Object.entries(settings).flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return {
    GIT_CONFIG_COUNT: String(entries.length / 2),
    ...Object.fromEntries(entries),
  };
}

const REFUSED =
  /returned error: 40[13]|Authentication failed|could not read Username/;

function explain(
  command: string,
  words: string,
  { baseUrl }: GitRemote,
): Error {
  const why = `git ${command}: ${words}`;
  if (REFUSED.test(words)) return hostRefuses(baseUrl, why);
  if (/unable to access|returned error: 5\d\d|hung up/.test(words))
    return hostIsDown(baseUrl, why);
  return new Error(why);
}
