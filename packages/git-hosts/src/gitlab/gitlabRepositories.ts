import { InputError } from '@backstage/errors';
import { Groups, Namespaces, Projects } from '@gitbeaker/rest';
import type { Repositories, Repository } from '../GitHost';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { HostedRepository, HostPlace } from '../location/HostedRepository';
import { unlessRenamed } from '../repositories/presentRepository';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

export const gitlabRepositories = (line: GitlabLine): Repositories => ({
  /** Of the group itself: neither of groups in it nor what others share with it. */
  list(place, signal) {
    const query = { perPage: PAGE_SIZE, withShared: false };
    return line.list(place, signal, {
      what: 'a list of projects',
      page: (options, page) =>
        new Groups(options).allProjects(place.owner, { ...query, page }),
      present: item => present(place, item as Answer).found,
      keyOf: ({ name }) => name,
    });
  },

  async find(repository, signal) {
    const wanted = projectOf(repository);
    const answer = await ifThere(
      line.ask(repository, signal, options =>
        new Projects(options).show(wanted),
      ),
    );
    if (answer === undefined) return undefined;
    const { found, path } = present(repository, answer);
    return unlessRenamed(found, { now: path, wanted });
  },

  async create(repository, { description, visibility }, signal) {
    const { name } = repository;
    const namespaceId = await namespaceOf(line, repository, signal);
    try {
      await line.ask(repository, signal, options =>
        new Projects(options).create({
          name,
          path: name,
          namespaceId,
          description,
          visibility,
          defaultBranch: 'main',
        }),
      );
      return true;
    } catch (error) {
      const failure = failureOf(error);
      const isTaken = /\b(path|name) has already been taken/.test(
        failure?.words ?? '',
      );
      if (failure?.status === 400 && isTaken) return false;
      throw error;
    }
  },
});

async function namespaceOf(
  { ask }: GitlabLine,
  repository: HostedRepository,
  signal?: AbortSignal,
): Promise<number> {
  const { baseUrl, owner } = repository;
  const answer = await ifThere(
    ask(repository, signal, options => new Namespaces(options).show(owner)),
  );
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

interface Answer {
  path?: unknown;
  path_with_namespace?: unknown;
  description?: unknown;
  web_url?: unknown;
  default_branch?: unknown;
}

function present(
  place: HostPlace,
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
