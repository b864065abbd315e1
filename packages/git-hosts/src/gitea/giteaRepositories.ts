import { InputError } from '@backstage/errors';
import type { Repository as Answer } from 'gitea-js';
import type { Repositories, Repository } from '../GitHost';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { HostPlace } from '../location/HostedRepository';
import {
  presentRepository,
  unlessRenamed,
} from '../repositories/presentRepository';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

export const giteaRepositories = ({ ask, list }: GiteaLine): Repositories => ({
  list(place, signal) {
    return list(place, signal, {
      what: 'a list of repositories',
      page: async ({ orgs }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await orgs.orgListRepos(place.owner, query)).data;
      },
      present: item => present(place, item as Answer),
      keyOf: ({ name }) => name,
    });
  },

  async find(repository, signal) {
    const { owner, name } = repository;
    const response = await ifThere(
      ask(repository, signal, ({ repos }) => repos.repoGet(owner, name)),
    );
    if (!response) return undefined;
    const found = present(repository, response.data);
    return unlessRenamed(found, { now: found.name, wanted: name });
  },

  async create(repository, { description, visibility }, signal) {
    const { baseUrl, owner, name } = repository;
    if (visibility === 'internal') {
      throw new InputError(
        `visibility "internal" is none of Gitea: on ${baseUrl} use private or public`,
      );
    }
    const wanted = {
      name,
      description,
      private: visibility === 'private',
      default_branch: 'main',
    };
    try {
      await ask(repository, signal, ({ orgs }) =>
        orgs.createOrgRepo(owner, wanted),
      );
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.status === 409) return false;
      if (failure?.ending !== 'missing') throw error;
      throw new InputError(`${baseUrl} has no organisation "${owner}"`);
    }
  },
});

/** Gitea names the branch that a repository is going to have. */
function present(place: HostPlace, answer: Answer | null): Repository {
  const { defaultBranch, ...found } = presentRepository(place, answer);
  if (answer?.empty === true) return found;
  if (!defaultBranch) throw notUnderstood(place, 'a repository');
  return { ...found, defaultBranch };
}
