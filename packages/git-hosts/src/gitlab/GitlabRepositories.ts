import { InputError } from '@backstage/errors';
import { Namespaces, Projects } from '@gitbeaker/rest';
import type { NewRepository, Repositories, Repository } from '../GitHost';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { gitlabOptions, projectOf } from './gitlabOptions';

export class GitlabRepositories implements Repositories {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async find(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<Repository | undefined> {
    const options = gitlabOptions(this.#open, repository, signal);
    const wanted = projectOf(repository);
    const answer = await ifThere(new Projects(options).show(wanted));
    if (answer === undefined) return undefined;
    const { found, path } = present(repository, answer);
    // GitLab sends on from the old name of a project to the new one.
    return path.toLowerCase() === wanted.toLowerCase() ? found : undefined;
  }

  async create(
    repository: HostedRepository,
    { description, visibility }: NewRepository,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const options = gitlabOptions(this.#open, repository, signal);
    const { name } = repository;
    try {
      await new Projects(options).create({
        name,
        path: name,
        namespaceId: await this.#namespace(repository, signal),
        description,
        visibility,
        defaultBranch: 'main',
      });
      return true;
    } catch (error) {
      const failure = failureOf(error);
      const isTaken = /\b(path|name) has already been taken/.test(
        failure?.words ?? '',
      );
      if (failure?.status === 400 && isTaken) return false;
      throw error;
    }
  }

  async #namespace(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<number> {
    const { baseUrl, owner } = repository;
    const options = gitlabOptions(this.#open, repository, signal);
    const answer = await ifThere(new Namespaces(options).show(owner));
    if (answer === undefined) {
      throw new InputError(
        `${baseUrl} has no group "${owner}" that the portal may see: check the name and the entry under integrations.gitlab`,
      );
    }
    if (typeof answer?.id !== 'number') {
      throw notUnderstood(repository, 'a group');
    }
    return answer.id;
  }
}

interface Answer {
  path?: unknown;
  path_with_namespace?: unknown;
  description?: unknown;
  web_url?: unknown;
  default_branch?: unknown;
}

function present(
  place: HostedRepository,
  answer: object | null,
): { found: Repository; path: string } {
  const told = (answer ?? {}) as Answer;
  const { path: name, path_with_namespace: path, web_url: url } = told;
  if (!isText(name) || !isText(path) || !isText(url)) {
    throw notUnderstood(place, 'a project');
  }
  const { description, default_branch: branch } = told;
  const found = {
    name,
    description: isText(description) ? description : '',
    url,
    ...(isText(branch) && { defaultBranch: branch }),
  };
  return { found, path };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
