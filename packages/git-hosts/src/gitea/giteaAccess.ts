import type { Permission } from '../access/Access';
import type { AccessCalls } from '../access/DefaultAccess';
import { members } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

const PERMISSIONS = new Map<string | undefined, Permission>([
  ['read', 'read'],
  ['write', 'write'],
  ['admin', 'admin'],
  ['owner', 'admin'],
]);

export const giteaAccess = ({ ask, list }: GiteaLine): AccessCalls => ({
  /** Gitea lists names, and tells of each one by one what they may do. */
  async list(repository, signal) {
    const { owner, name } = repository;
    const found = await list(repository, signal, {
      ...members(repository),
      page: async ({ repos }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await repos.repoListCollaborators(owner, name, query)).data;
      },
    });
    const collaborators = [];
    for (const one of found) {
      const { data } = await ask(repository, signal, ({ repos }) =>
        repos.repoGetRepoPermissions(owner, name, one.login),
      );
      const permission = permissionOf(repository, data?.permission);
      collaborators.push({ ...one, permission });
    }
    return collaborators;
  },

  async set(repository, login, permission, signal) {
    const { owner, name } = repository;
    await ask(repository, signal, ({ repos }) =>
      repos.repoAddCollaborator(owner, name, login, { permission }),
    );
  },

  remove(repository, { login }, signal) {
    const { owner, name } = repository;
    return ask(repository, signal, ({ repos }) =>
      repos.repoDeleteCollaborator(owner, name, login),
    );
  },
});

function permissionOf(
  repository: HostedRepository,
  told: string | undefined,
): Permission {
  const permission = PERMISSIONS.get(told);
  if (permission) return permission;
  throw notUnderstood(repository, 'the permission of a collaborator');
}
