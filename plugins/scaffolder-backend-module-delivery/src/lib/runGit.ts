import type { HostedRepository } from '@towpath/git-hosts';
import { GitError, gitEnvironment, runGit } from '@towpath/gitops';
import { hostIsDown, hostRefuses } from './hostErrors';

export interface Author {
  name: string;
  email: string;
}

export interface GitSettings {
  cwd: string;
  /** It is asked anew how one signs in before each command: a token of a GitHub App ends within the hour. */
  remote: HostedRepository;
  author: Author;
  committer: Author;
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
  const persons = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
  };
  return async (...args) => {
    const { baseUrl, authorize } = remote;
    const { git: authorization, secrets } = await authorize();
    const env = {
      ...gitEnvironment(cwd, { baseUrl, authorization }),
      ...persons,
    };
    try {
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

function explain(
  { message, stderr }: GitError,
  { baseUrl }: HostedRepository,
): Error {
  if (REFUSED.test(stderr)) return hostRefuses(baseUrl, message);
  return DOWN.test(stderr) ? hostIsDown(baseUrl, message) : new Error(message);
}
