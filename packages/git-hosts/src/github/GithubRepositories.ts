import { InputError } from '@backstage/errors';
import type { NewRepository, Repositories, Repository } from '../GitHost';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { askGithub } from './askGithub';

export class GithubRepositories implements Repositories {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async find(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<Repository | undefined> {
    const { owner, name: repo } = repository;
    const asked = askGithub(
      this.#open,
      { place: repository, signal },
      octokit => octokit.request('GET /repos/{owner}/{repo}', { owner, repo }),
    );
    const response = await ifThere(asked);
    if (!response) return undefined;
    const found = present(repository, response.data);
    // GitHub sends requests for an old name on to the repository that had it.
    return found.name.toLowerCase() === repo.toLowerCase() ? found : undefined;
  }

  async create(
    repository: HostedRepository,
    { description, visibility }: NewRepository,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { owner: org, name } = repository;
    try {
      await askGithub(this.#open, { place: repository, signal }, octokit =>
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
  }
}

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

interface Answer {
  name?: string;
  description?: string | null;
  html_url?: string;
  default_branch?: string;
}

function present(place: HostedRepository, answer: Answer | null): Repository {
  const { name, description, default_branch } = answer ?? {};
  if (!name) throw notUnderstood(place, 'a repository');
  return {
    name,
    description: description ?? '',
    url: answer?.html_url ?? place.pageUrl,
    ...(default_branch && { defaultBranch: default_branch }),
  };
}
