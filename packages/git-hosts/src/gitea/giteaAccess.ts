import type { Permission } from '../access/Access';
import type { AccessCalls } from '../access/DefaultAccess';
import { members } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

const PERMISSIONS = new Map<string | undefined, Permission | undefined>([
  ['none', undefined],
  ['read', 'read'],
  ['write', 'write'],
  ['admin', 'admin'],
  ['owner', 'admin'],
]);

export const giteaAccess = (line: GiteaLine): AccessCalls => ({
  /** Gitea lists names, and tells of each one by one what they may do. */
  async list(repository, signal) {
    const { owner, name } = repository;
    const found = await line.list(repository, signal, {
      ...members(repository),
      page: async ({ repos }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await repos.repoListCollaborators(owner, name, query)).data;
      },
    });
    const collaborators = [];
    for (const one of found) {
      const { login } = one;
      const permission = await permissionOf(line, {
        repository,
        login,
        signal,
      });
      // Taken between the two questions: nobody is listed who has nothing.
      if (permission) collaborators.push({ ...one, permission });
    }
    return collaborators;
  },

  permissionOf: (repository, login, signal) =>
    permissionOf(line, { repository, login, signal }),

  async set(repository, login, permission, signal) {
    const { owner, name } = repository;
    await line.ask(repository, signal, ({ repos }) =>
      repos.repoAddCollaborator(owner, name, login, { permission }),
    );
  },

  remove(repository, { login }, signal) {
    const { owner, name } = repository;
    return line.ask(repository, signal, ({ repos }) =>
      repos.repoDeleteCollaborator(owner, name, login),
    );
  },
});

interface Asked {
  repository: HostedRepository;
  login: string;
  signal?: AbortSignal;
}

async function permissionOf(
  { ask }: GiteaLine,
  { repository, login, signal }: Asked,
): Promise<Permission | undefined> {
  const { owner, name } = repository;
  const { data } = await ask(repository, signal, ({ repos }) =>
    repos.repoGetRepoPermissions(owner, name, login),
  );
  if (PERMISSIONS.has(data?.permission)) {
    return PERMISSIONS.get(data?.permission);
  }
  throw notUnderstood(repository, 'the permission of a collaborator');
}
