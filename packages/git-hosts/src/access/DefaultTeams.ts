import { removeListed } from '../http/removeListed';
import type { HostedOwner } from '../location/HostedRepository';
import type { Member, Teams } from './Access';
import { isCalled, requireLogin, requireTeam } from './names';

/** The bare calls of one host's API. */
export interface TeamCalls extends Pick<Teams, 'list' | 'listMembers'> {
  /** Adds one who is not listed. */
  add(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** Takes away one who is listed. */
  remove(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** What is the same on every host. */
export class DefaultTeams implements Teams {
  readonly #calls: TeamCalls;

  constructor(calls: TeamCalls) {
    this.#calls = calls;
  }

  list: Teams['list'] = (owner, signal) => this.#calls.list(owner, signal);

  listMembers: Teams['listMembers'] = async (owner, key, signal) =>
    this.#calls.listMembers(owner, requireTeam(key), signal);

  async addMember(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (await this.#find(owner, key, login, signal)) return false;
    await this.#calls.add(owner, key, login, signal);
    return true;
  }

  async removeMember(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const find = () => this.#find(owner, key, login, signal);
    const known = await find();
    if (!known) return false;
    await removeListed(
      this.#calls.remove(owner, key, known.login, signal),
      async () => (await find()) !== undefined,
    );
    return true;
  }

  async #find(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<Member | undefined> {
    const called = isCalled(requireLogin(login));
    return (await this.listMembers(owner, key, signal)).find(called);
  }
}
