import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { hostOf, splitUrl, type HostAlias } from './address';
import type {
  HostedOwner,
  HostedRepository,
  HostType,
} from './HostedRepository';
import { findSite, type Site } from './sites';

export const isName = (part: string | undefined) =>
  part !== undefined && /^[\w.-]+$/.test(part) && !/^\.*$/.test(part);

/** How many names stand before that of a repository: GitLab's groups have groups. */
const isOwner: Record<HostType, (names: string[]) => boolean> = {
  gitea: names => names.length === 1 && isName(names[0]),
  github: names => names.length === 1 && isName(names[0]),
  gitlab: names => names.length > 0 && names.every(isName),
};

/** Names an owner of repositories by its parts. */
export interface OwnerName {
  /** As under `integrations`, with its port. */
  host: string;
  /** Organisation; on GitLab a group, with the groups down to it and slashes between. */
  owner: string;
}

/** Names a repository by its parts. */
export interface RepositoryName extends OwnerName {
  name: string;
}

interface Places {
  integrations: ScmIntegrationRegistry;
  /** One for all calls: it keeps the tokens of GitHub Apps until they are about to end. */
  github: GithubCredentialsProvider;
}

/**
 * Finds the repository of a URL (`https://host/owner/name`, with or without `.git`; `git@host:owner/name.git`;
 * `ssh://git@host:2222/owner/name`) and the way to sign in there, from `integrations` of the configuration.
 * @throws InputError that names the URL, the host or the setting
 */
export function locateRepository(
  url: string,
  integrations: ScmIntegrationRegistry,
  aliases: HostAlias[] = [],
  github: GithubCredentialsProvider = DefaultGithubCredentialsProvider.fromIntegrations(
    integrations,
  ),
): HostedRepository {
  const address = splitUrl(url);
  const host = hostOf(address, integrations, aliases);
  const site = findSite(host, integrations, github);
  const names = namesIn(address.path, site);
  const owner = names.slice(0, -1).join('/');
  const name = names.at(-1) ?? '';
  return repositoryAt(site, { host, owner, name }, `${host}${address.path}`);
}

/**
 * The repository of a name, which need not exist yet: of a GitHub App the token of the whole organisation is
 * taken, since there is none for what does not exist.
 * @throws InputError that names the host or the setting
 */
export function nameRepository(
  wanted: RepositoryName,
  { integrations, github }: Places,
): HostedRepository {
  const { host, owner, name } = wanted;
  const site = findSite(host, integrations, github);
  const found = repositoryAt(site, wanted, `${host}/${owner}/${name}`);
  const ownerUrl = `${site.baseUrl}/${owner}`;
  return { ...found, authorize: () => site.authorize(ownerUrl) };
}

/**
 * The owner of a name, which need not exist.
 * @throws InputError that names the host or the setting
 */
export function nameOwner(
  { host, owner }: OwnerName,
  { integrations, github }: Places,
): HostedOwner {
  const site = findSite(host, integrations, github);
  if (!isOwner[site.type](owner.split('/'))) {
    throw new InputError(
      `"${owner}" names no owner of repositories on ${host}`,
    );
  }
  const pageUrl = `${site.baseUrl}/${owner}`;
  return { ...site, owner, pageUrl, authorize: () => site.authorize(pageUrl) };
}

function repositoryAt(
  site: Site,
  { host, owner, name }: RepositoryName,
  said: string,
): HostedRepository {
  if (!isOwner[site.type](owner.split('/')) || !isName(name)) {
    throw new InputError(
      `${said} names no repository: write https://${host}/owner/name`,
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

/** The names down to the repository; what comes behind it is a page in it. */
function namesIn(path: string, { type, baseUrl }: Site): string[] {
  const prefix = new URL(baseUrl).pathname.replace(/\/+$/, '');
  const below = path.startsWith(`${prefix}/`)
    ? path.slice(prefix.length)
    : path;
  const names = below.replace(/^\/+|\/+$/g, '').split('/');
  const end = type === 'gitlab' ? names.indexOf('-') : 2;
  return (end < 0 ? names : names.slice(0, end)).map(part =>
    part.replace(/\.git$/, ''),
  );
}
