import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
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
  /** What people open. */
  pageUrl: string;
  cloneUrl: string;
  /** The whole value of an Authorization header, for git and for the API alike. */
  authorization: string;
}

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/**
 * Finds where `host?owner=…&repo=…` is and how one signs in there, from `integrations` of the configuration.
 * @throws InputError that names the host or the setting that is missing
 */
export async function findRemote(
  repoUrl: string,
  integrations: ScmIntegrations,
): Promise<GitRemote> {
  const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
  if (!owner) {
    throw new InputError(`repoUrl "${repoUrl}" names no owner: add owner=…`);
  }
  const type = integrations.byHost(host)?.type;
  const found =
    type === 'gitea'
      ? onGitea(host, integrations)
      : await onGithub(host, owner, repo, integrations);
  const pageUrl = `${found.baseUrl}/${owner}/${repo}`;
  return { ...found, owner, repo, pageUrl, cloneUrl: `${pageUrl}.git` };
}

function onGitea(host: string, integrations: ScmIntegrations) {
  const { baseUrl, username, password } =
    integrations.gitea.byHost(host)!.config;
  if (!username || !password) {
    throw new InputError(
      `integrations.gitea of ${host} has no username and password: set both, the portal pushes with them`,
    );
  }
  return {
    type: 'gitea' as const,
    baseUrl: (baseUrl ?? `https://${host}`).replace(/\/+$/, ''),
    authorization: basic(username, password),
  };
}

async function onGithub(
  host: string,
  owner: string,
  repo: string,
  integrations: ScmIntegrations,
) {
  if (!integrations.github.byHost(host)) {
    throw new InputError(
      `${host} is neither a Gitea nor a GitHub host of this portal: add it under integrations`,
    );
  }
  const baseUrl = `https://${host}`;
  const { token } = await DefaultGithubCredentialsProvider.fromIntegrations(
    integrations,
  ).getCredentials({ url: `${baseUrl}/${owner}/${repo}` });
  if (!token) {
    throw new InputError(
      `integrations.github of ${host} gives no token for ${owner}/${repo}: set token or apps`,
    );
  }
  const authorization = basic('x-access-token', token);
  return { type: 'github' as const, baseUrl, authorization };
}
