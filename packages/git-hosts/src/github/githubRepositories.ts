import { InputError } from '@backstage/errors';
import type { Repositories } from '../GitHost';
import { failureOf } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { HostedRepository } from '../location/HostedRepository';
import {
  presentRepository,
  unlessRenamed,
  type RepositoryAnswer,
} from '../repositories/presentRepository';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

export const githubRepositories = ({
  ask,
  list,
}: GithubLine): Repositories => ({
  list(place, signal) {
    const query = { org: place.owner, per_page: PAGE_SIZE };
    return list(place, signal, {
      what: 'a list of repositories',
      page: async (octokit, page) =>
        (await octokit.request('GET /orgs/{org}/repos', { ...query, page }))
          .data,
      present: item => presentRepository(place, item as RepositoryAnswer),
      keyOf: ({ name }) => name,
    });
  },

  async find(repository, signal) {
    const response = await ifThere(
      ask(repository, signal, octokit =>
        octokit.request('GET /repos/{owner}/{repo}', repoOf(repository)),
      ),
    );
    if (!response) return undefined;
    const { pageUrl, name: wanted } = repository;
    const found = presentRepository(repository, response.data, pageUrl);
    return unlessRenamed(found, { now: found.name, wanted });
  },

  async create(repository, { description, visibility }, signal) {
    const { owner: org, name } = repository;
    try {
      await ask(repository, signal, octokit =>
        octokit.request('POST /orgs/{org}/repos', {
          org,
          name,
          description,
          // Both: an older GitHub Enterprise reads only the first.
          private: visibility !== 'public',
          // The library's types know only two, the API takes the third of an enterprise.
          visibility: visibility as 'private' | 'public',
        }),
      );
      return true;
    } catch (error) {
      return explainRefusal(error, repository);
    }
  },
});

/** @returns false when the name is taken */
function explainRefusal(
  error: unknown,
  { baseUrl, owner }: HostedRepository,
): false {
  const failure = failureOf(error);
  if (failure?.ending === 'missing') {
    throw new InputError(
      `${baseUrl} has no organisation "${owner}" in which the portal may create repositories: check the name and the entry under integrations.github`,
    );
  }
  if (failure?.status === 422 && /already exists/.test(failure.words)) {
    return false;
  }
  throw error;
}
