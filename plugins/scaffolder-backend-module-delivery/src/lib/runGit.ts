import { GitError, gitEnvironment, runGit } from '@towpath/gitops';
import type { GitRemote } from './GitHosts';
import { hostIsDown, hostRefuses } from './hostErrors';

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
  const { baseUrl, gitAuthorization: authorization } = remote;
  const env = {
    ...gitEnvironment(cwd, { baseUrl, authorization }),
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
  };
  return async (...args) => {
    try {
      // Without the word before it, which is no secret.
      const secrets = authorization.split(' ').slice(1);
      return (await runGit(args, { cwd, env, secrets, signal }))
        .toString()
        .trim();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw explain(error, remote);
    }
  };
}

const REFUSED =
  /returned error: 40[13]|Authentication failed|could not read Username/;
const DOWN = /unable to access|returned error: 5\d\d|hung up|timed out/;

function explain({ message, stderr }: GitError, { baseUrl }: GitRemote): Error {
  if (REFUSED.test(stderr)) return hostRefuses(baseUrl, message);
  return DOWN.test(stderr) ? hostIsDown(baseUrl, message) : new Error(message);
}
