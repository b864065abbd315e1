import { execFile } from 'child_process';
import { devNull } from 'os';
import { promisify } from 'util';

const run = promisify(execFile);

export interface Person {
  name: string;
  email: string;
}

export interface GitSettings {
  cwd: string;
  /** Sent with every request to the Git host. */
  authorization: string;
  author: Person;
  committer: Person;
  signal?: AbortSignal;
}

/** Runs git in one folder and answers what it wrote, trimmed. Rejects with git's own words. */
export type Git = (...args: string[]) => Promise<string>;

/** A git client that knows nothing of this machine's settings. */
export function createGit(settings: GitSettings): Git {
  const { cwd, authorization, author, committer, signal } = settings;
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    // As configuration and not as an argument: arguments are visible to everyone on the machine.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
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
      const { stderr } = error as { stderr?: string };
      throw new Error(`git ${args[0]}: ${stderr?.trim() || error}`, {
        cause: error,
      });
    }
  };
}
