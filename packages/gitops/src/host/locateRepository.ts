import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type GiteaIntegrationConfig,
  type GithubIntegrationConfig,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { hostOf, splitUrl, type HostAlias } from './address';
import type { Credentials, HostedRepository } from './HostedRepository';

const isName = (part: string | undefined) =>
  part !== undefined && /^[\w.-]+$/.test(part) && !/^\.*$/.test(part);

const encode = (name: string, password: string) =>
  Buffer.from(`${name}:${password}`).toString('base64');

type Site = Pick<HostedRepository, 'type' | 'baseUrl' | 'apiUrl'> & {
  authorize(pageUrl: string): Promise<Credentials>;
};

/**
 * Finds the repository of a URL (`https://host/owner/name`, with or without `.git`; `git@host:owner/name.git`;
 * `ssh://git@host:2222/owner/name`) and the way to sign in there, from `integrations` of the configuration.
 * @throws InputError that names the URL, the host or the setting
 */
export function locateRepository(
  url: string,
  integrations: ScmIntegrationRegistry,
  aliases: HostAlias[] = [],
): HostedRepository {
  const address = splitUrl(url);
  const { path } = address;
  const host = hostOf(address, integrations, aliases);
  const site = findSite(host, integrations);
  const prefix = new URL(site.baseUrl).pathname.replace(/\/+$/, '');
  const below = path.startsWith(`${prefix}/`)
    ? path.slice(prefix.length)
    : path;
  const [owner, name] = below
    .replace(/^\/+/, '')
    .split('/')
    .map(part => part.replace(/\.git$/, ''));
  if (!isName(owner) || !isName(name)) {
    throw new InputError(
      `${host}${path} names no repository: write https://${host}/owner/name`,
    );
  }
  const pageUrl = `${site.baseUrl}/${owner}/${name}`;
  return {
    ...site,
    host,
    owner,
    name,
    pageUrl,
    cloneUrl: `${pageUrl}.git`,
    authorize: () => site.authorize(pageUrl),
  };
}

function findSite(host: string, integrations: ScmIntegrationRegistry): Site {
  const gitea = integrations.gitea.byHost(host);
  if (gitea) return giteaSite(gitea.config);
  const github = integrations.github.byHost(host);
  if (github) return githubSite(github.config, integrations);
  throw new InputError(
    `${host} is neither a Gitea nor a GitHub host of this portal: add it under integrations, or as another address of one under environment.git.hosts`,
  );
}

function giteaSite(config: GiteaIntegrationConfig): Site {
  const { host, username, password } = config;
  const baseUrl = (config.baseUrl ?? `https://${host}`).replace(/\/+$/, '');
  return {
    type: 'gitea',
    baseUrl,
    apiUrl: `${baseUrl}/api/v1`,
    async authorize() {
      if (!username || !password) {
        throw new InputError(
          `integrations.gitea of ${host} has no username and password: set both, the portal writes with them`,
        );
      }
      const words = encode(username, password);
      const authorization = `Basic ${words}`;
      return {
        git: authorization,
        api: authorization,
        secrets: [words, password],
      };
    },
  };
}

function githubSite(
  { host, apiBaseUrl }: GithubIntegrationConfig,
  integrations: ScmIntegrationRegistry,
): Site {
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const apiUrl = apiBaseUrl ?? `https://${host}/api/v3`;
  return {
    type: 'github',
    baseUrl: `${new URL(apiUrl).protocol}//${host}`,
    apiUrl,
    async authorize(url) {
      const { token } = await credentials.getCredentials({ url });
      if (!token) {
        throw new InputError(
          `integrations.github of ${host} gives no token for ${url}: set token or apps`,
        );
      }
      const words = encode('x-access-token', token);
      return {
        git: `Basic ${words}`,
        api: `Bearer ${token}`,
        secrets: [words, token],
      };
    },
  };
}
