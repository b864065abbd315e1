import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';

/** A repository on a Git host and the right to write to it. */
export interface GitRemote {
  type: 'gitea' | 'github';
  owner: string;
  repo: string;
  /** Of the Git host, without a slash at the end. */
  baseUrl: string;
  /** Of its API, without a slash at the end. */
  apiUrl: string;
  /** What people open. */
  pageUrl: string;
  cloneUrl: string;
  /** The whole value of an Authorization header, for git. */
  gitAuthorization: string;
  /** The same for the API. */
  apiAuthorization: string;
}

type Access = Omit<GitRemote, 'owner' | 'repo' | 'pageUrl' | 'cloneUrl'>;

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** The Git hosts under `integrations` of the configuration. */
export class GitHosts {
  readonly #integrations: ScmIntegrations;
  readonly #githubCredentials: GithubCredentialsProvider;

  constructor(integrations: ScmIntegrations) {
    this.#integrations = integrations;
    // One for all runs: it keeps the tokens of GitHub Apps until they are about to end.
    this.#githubCredentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  /**
   * Finds where `host?owner=…&repo=…` is and how one signs in there. The token of a GitHub App ends
   * within the hour, so ask again before each piece of work.
   * @throws InputError that names the host or the setting that is missing
   */
  async find(repoUrl: string): Promise<GitRemote> {
    const { host, owner, repo } = parseRepoUrl(repoUrl, this.#integrations);
    if (!owner) {
      throw new InputError(`repoUrl "${repoUrl}" names no owner: add owner=…`);
    }
    const type = this.#integrations.byHost(host)?.type;
    const access =
      type === 'gitea'
        ? this.#onGitea(host)
        : await this.#onGithub(host, owner);
    const pageUrl = `${access.baseUrl}/${owner}/${repo}`;
    return { ...access, owner, repo, pageUrl, cloneUrl: `${pageUrl}.git` };
  }

  #onGitea(host: string): Access {
    const { baseUrl, username, password } =
      this.#integrations.gitea.byHost(host)!.config;
    if (!username || !password) {
      throw new InputError(
        `integrations.gitea of ${host} has no username and password: set both, the portal pushes with them`,
      );
    }
    const url = withoutSlash(baseUrl ?? `https://${host}`);
    const authorization = basic(username, password);
    return {
      type: 'gitea',
      baseUrl: url,
      apiUrl: `${url}/api/v1`,
      gitAuthorization: authorization,
      apiAuthorization: authorization,
    };
  }

  async #onGithub(host: string, owner: string): Promise<Access> {
    const apiUrl = this.#integrations.github.byHost(host)?.config.apiBaseUrl;
    if (!apiUrl) {
      throw new InputError(
        `${host} is neither a Gitea nor a GitHub host of this portal: add it under integrations, a GitHub Enterprise with its apiBaseUrl`,
      );
    }
    const baseUrl = `${new URL(apiUrl).protocol}//${host}`;
    const token = await this.#githubToken(baseUrl, owner);
    return {
      type: 'github',
      baseUrl,
      apiUrl: withoutSlash(apiUrl),
      gitAuthorization: basic('x-access-token', token),
      apiAuthorization: `Bearer ${token}`,
    };
  }

  /** Of the whole organisation: for a repository that does not exist yet there is none. */
  async #githubToken(baseUrl: string, owner: string): Promise<string> {
    const url = `${baseUrl}/${owner}`;
    const { token } = await this.#githubCredentials.getCredentials({ url });
    if (token) return token;
    throw new InputError(
      `integrations.github gives no token for ${url}: set its token, or install one of its apps in "${owner}"`,
    );
  }
}
