import { removeListed } from '../http/removeListed';
import type { HostedRepository } from '../location/HostedRepository';
import type { Access, Collaborator, Permission } from './Access';
import { isCalled, requireLogin } from './names';

/** The bare calls of one host's API. */
export interface AccessCalls {
  list: Access['listCollaborators'];
  permissionOf: Access['permissionOf'];
  set: Access['setCollaborator'];
  /** Takes away one who is listed. */
  remove(
    repository: HostedRepository,
    known: Collaborator,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** What is the same on every host. */
export class DefaultAccess implements Access {
  readonly #calls: AccessCalls;

  constructor(calls: AccessCalls) {
    this.#calls = calls;
  }

  listCollaborators: Access['listCollaborators'] = (repository, signal) =>
    this.#calls.list(repository, signal);

  permissionOf: Access['permissionOf'] = async (repository, login, signal) =>
    this.#calls.permissionOf(repository, requireLogin(login), signal);

  async setCollaborator(
    repository: HostedRepository,
    login: string,
    permission: Permission,
    signal?: AbortSignal,
  ): Promise<void> {
    const name = requireLogin(login);
    await this.#calls.set(repository, name, permission, signal);
  }

  async removeCollaborator(
    repository: HostedRepository,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const find = async () => {
      const all = await this.#calls.list(repository, signal);
      return all.find(isCalled(requireLogin(login)));
    };
    const known = await find();
    if (!known) return false;
    await removeListed(
      this.#calls.remove(repository, known, signal),
      async () => (await find()) !== undefined,
    );
    return true;
  }
}
