import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import {
  GitHosts,
  type HostedRepository,
  type Repositories,
} from '@towpath/git-hosts';
import { sayForTemplates } from './hostErrors';

/** What templates ask about repositories. */
export type TemplateRepositories = Pick<Repositories, 'find' | 'create'>;

/** The Git hosts under `integrations`, as templates name them. */
export class TemplateHosts {
  readonly #integrations: ScmIntegrations;
  readonly #hosts: GitHosts;

  constructor(integrations: ScmIntegrations) {
    this.#integrations = integrations;
    this.#hosts = GitHosts.fromIntegrations(integrations);
  }

  /**
   * Finds where `host?owner=…&repo=…` is, whether it exists or not.
   * @throws InputError that names the host or the setting that is missing
   */
  find(repoUrl: string): HostedRepository {
    const { host, owner, repo } = parseRepoUrl(repoUrl, this.#integrations);
    if (!owner) {
      throw new InputError(`repoUrl "${repoUrl}" names no owner: add owner=…`);
    }
    return this.#hosts.name({ host, owner, name: repo });
  }

  /** What can be asked about repositories, with errors for the page of a task. */
  repositoriesOf(remote: HostedRepository): TemplateRepositories {
    const { repositories } = this.#hosts.of(remote);
    return {
      find: (...asked) => sayForTemplates(remote, repositories.find(...asked)),
      create: (...asked) =>
        sayForTemplates(remote, repositories.create(...asked)),
    };
  }
}
