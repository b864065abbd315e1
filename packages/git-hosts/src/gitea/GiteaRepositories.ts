import { InputError } from '@backstage/errors';
import type { Repository as Answer } from 'gitea-js';
import type { NewRepository, Repositories, Repository } from '../GitHost';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { giteaApi } from './giteaApi';

export class GiteaRepositories implements Repositories {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async find(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<Repository | undefined> {
    const { owner, name } = repository;
    const { repos } = giteaApi(this.#open, repository, signal);
    const response = await ifThere(repos.repoGet(owner, name));
    if (!response) return undefined;
    const found = present(repository, response.data);
    // Gitea sends on from the old name of a repository to the new one.
    return found.name.toLowerCase() === name.toLowerCase() ? found : undefined;
  }

  async create(
    repository: HostedRepository,
    { description, visibility }: NewRepository,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { baseUrl, owner, name } = repository;
    if (visibility === 'internal') {
      throw new InputError(
        `visibility "internal" is none of Gitea: on ${baseUrl} use private or public`,
      );
    }
    const { orgs } = giteaApi(this.#open, repository, signal);
    const wanted = {
      name,
      description,
      private: visibility === 'private',
      default_branch: 'main',
    };
    try {
      await orgs.createOrgRepo(owner, wanted);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.status === 409) return false;
      if (failure?.ending !== 'missing') throw error;
      throw new InputError(`${baseUrl} has no organisation "${owner}"`);
    }
  }
}

function present(place: HostedRepository, answer: Answer | null): Repository {
  const { name, description, html_url: url, default_branch } = answer ?? {};
  if (!name || !url) throw notUnderstood(place, 'a repository');
  return {
    name,
    description: description ?? '',
    url,
    ...(default_branch && { defaultBranch: default_branch }),
  };
}
