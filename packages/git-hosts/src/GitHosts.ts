import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { systemClock, type Clock } from '@towpath/clock';
import type { GitHost } from './GitHost';
import { createGiteaHost } from './gitea/GiteaHost';
import { createGithubHost } from './github/GithubHost';
import { createGitlabHost } from './gitlab/GitlabHost';
import { createDoor } from './http/openDoor';
import type { HostAlias } from './location/address';
import type {
  HostedOwner,
  HostedRepository,
  HostPlace,
  HostType,
} from './location/HostedRepository';
import {
  locateRepository,
  nameOwner,
  nameRepository,
  type OwnerName,
  type RepositoryName,
} from './location/locateRepository';

export interface GitHostsOptions {
  /** Other addresses of the hosts under `integrations`. */
  aliases?: HostAlias[];
  clock?: Clock;
  /** After how long a call is given up. Default is 30 seconds. */
  timeLimitMs?: number;
}

/** The Git hosts under `integrations` of the configuration. */
export class GitHosts {
  readonly #integrations: ScmIntegrationRegistry;
  readonly #aliases: HostAlias[];
  readonly #github: DefaultGithubCredentialsProvider;
  readonly #hosts: Record<HostType, GitHost>;

  private constructor(
    integrations: ScmIntegrationRegistry,
    { aliases = [], clock = systemClock, timeLimitMs }: GitHostsOptions,
  ) {
    this.#integrations = integrations;
    this.#aliases = aliases;
    this.#github =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    const open = createDoor({ clock, timeLimitMs });
    this.#hosts = {
      gitea: createGiteaHost(open),
      github: createGithubHost(open),
      gitlab: createGitlabHost(open),
    };
  }

  static fromIntegrations(
    integrations: ScmIntegrationRegistry,
    options: GitHostsOptions = {},
  ): GitHosts {
    return new GitHosts(integrations, options);
  }

  /**
   * The repository of a URL, of a page or to clone. Nothing is asked of the host.
   * @throws InputError that names the URL, the host or the setting
   */
  locate(url: string): HostedRepository {
    return locateRepository(
      url,
      this.#integrations,
      this.#aliases,
      this.#github,
    );
  }

  /** A repository that need not exist yet. @throws InputError that names the host or the setting */
  name(repository: RepositoryName): HostedRepository {
    const places = { integrations: this.#integrations, github: this.#github };
    return nameRepository(repository, places);
  }

  /** Whose repositories are; it need not exist. @throws InputError that names the host or the setting */
  owner(owner: OwnerName): HostedOwner {
    const places = { integrations: this.#integrations, github: this.#github };
    return nameOwner(owner, places);
  }

  /** What can be asked of the host of a repository, or of an owner of some. */
  of({ type }: HostPlace): GitHost {
    return this.#hosts[type];
  }
}
