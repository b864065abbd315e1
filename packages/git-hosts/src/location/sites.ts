import { InputError } from '@backstage/errors';
import type {
  GiteaIntegrationConfig,
  GithubCredentialsProvider,
  GithubIntegrationConfig,
  GitLabIntegrationConfig,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import type { Credentials, HostPlace } from './HostedRepository';

/** One Git host under `integrations`. */
export type Site = Omit<HostPlace, 'pageUrl' | 'authorize'> & {
  /** @param pageUrl of the repository, or of its owner for one that does not exist yet */
  authorize(pageUrl: string): Promise<Credentials>;
};

const encode = (name: string, password: string) =>
  Buffer.from(`${name}:${password}`).toString('base64');

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** @throws InputError when the host is not under `integrations` */
export function findSite(
  host: string,
  integrations: ScmIntegrationRegistry,
  github: GithubCredentialsProvider,
): Site {
  const onGitea = integrations.gitea.byHost(host);
  if (onGitea) return giteaSite(onGitea.config);
  const onGithub = integrations.github.byHost(host);
  if (onGithub) return githubSite(onGithub.config, github);
  const onGitlab = integrations.gitlab.byHost(host);
  if (onGitlab) return gitlabSite(onGitlab.config);
  throw new InputError(
    `${host} is neither a Gitea nor a GitHub host of this portal, nor a GitLab one: add it under integrations, or as another address of one under environment.git.hosts`,
  );
}

function giteaSite(config: GiteaIntegrationConfig): Site {
  const { host, username, password } = config;
  const baseUrl = withoutSlash(config.baseUrl ?? `https://${host}`);
  return {
    type: 'gitea',
    host,
    baseUrl,
    apiUrl: `${baseUrl}/api/v1`,
    isUnnamed: !password,
    async authorize() {
      if (!password) {
        throw new InputError(
          `integrations.gitea of ${host} has no username and password: set both, or a token as password, the portal writes with them`,
        );
      }
      // A token is the password of any name, for git too.
      const words = encode(username ?? 'token', password);
      const authorization = `Basic ${words}`;
      return {
        git: authorization,
        api: username ? authorization : `token ${password}`,
        secrets: [words, password],
      };
    },
  };
}

function githubSite(
  { host, apiBaseUrl }: GithubIntegrationConfig,
  credentials: GithubCredentialsProvider,
): Site {
  const apiUrl = withoutSlash(apiBaseUrl ?? `https://${host}/api/v3`);
  return {
    type: 'github',
    host,
    baseUrl: `${new URL(apiUrl).protocol}//${host}`,
    apiUrl,
    isUnnamed: false,
    async authorize(url) {
      const { token } = await credentials.getCredentials({ url });
      if (!token) {
        throw new InputError(
          `integrations.github gives no token for ${url}: set token or apps of ${host}, and install an app where it is to work`,
        );
      }
      return byToken('x-access-token', token);
    },
  };
}

function gitlabSite(config: GitLabIntegrationConfig): Site {
  const { host, token } = config;
  return {
    type: 'gitlab',
    host,
    baseUrl: withoutSlash(config.baseUrl),
    apiUrl: withoutSlash(config.apiBaseUrl),
    isUnnamed: false,
    async authorize() {
      if (!token) {
        throw new InputError(
          `integrations.gitlab of ${host} has no token: set one, the portal writes with it`,
        );
      }
      return byToken('oauth2', token);
    },
  };
}

function byToken(name: string, token: string): Credentials {
  const words = encode(name, token);
  return {
    git: `Basic ${words}`,
    api: `Bearer ${token}`,
    secrets: [words, token],
  };
}
