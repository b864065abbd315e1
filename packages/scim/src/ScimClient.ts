import type { Clock } from '@towpath/clock';
import { listAll } from './listAll';
import { patchBody, patchOf, removalOf, textOf } from './patchBody';
import type {
  NewScimUser,
  ScimGroup,
  ScimUser,
  ScimUserChanges,
} from './resources';
import { ScimDoor } from './ScimDoor';
import { ScimError } from './ScimError';
import type { ScimSettings } from './ScimSettings';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/**
 * People and groups at one identity provider, over SCIM 2.0 (RFC 7644).
 *
 * What is asked for twice is done once, so every method may be called again. Each throws a
 * {@link ScimError} that says in which of three ways it ended.
 */
export class ScimClient {
  readonly #settings: ScimSettings;
  readonly #door: ScimDoor;

  constructor(settings: ScimSettings, { clock }: { clock: Clock }) {
    this.#settings = settings;
    this.#door = new ScimDoor(settings, clock);
  }

  /** Everybody, or those whom a filter means, from all pages. */
  listUsers(filter?: string, signal?: AbortSignal): Promise<ScimUser[]> {
    return listAll({ door: this.#door, path: '/Users', filter, signal });
  }

  listGroups(filter?: string, signal?: AbortSignal): Promise<ScimGroup[]> {
    return listAll({ door: this.#door, path: '/Groups', filter, signal });
  }

  /** @returns undefined when the provider knows nobody of that id */
  async getUser(
    id: string,
    signal?: AbortSignal,
  ): Promise<ScimUser | undefined> {
    return this.#get<ScimUser>(userPath(id), signal);
  }

  /** By its name as people read it, in whatever case; of several that differ in case alone, the one that is written so. */
  async findGroup(
    displayName: string,
    signal?: AbortSignal,
  ): Promise<ScimGroup | undefined> {
    const filter = `displayName eq ${JSON.stringify(displayName)}`;
    const groups = await this.listGroups(filter, signal);
    // A provider that leaves the filter out answers with every group.
    const named = groups.filter(one => isSame(one.displayName, displayName));
    const exact = named.filter(one => one.displayName === displayName);
    return only(exact.length > 0 ? exact : named, filter);
  }

  /**
   * The person with the external id, who is made when there is none. Somebody who has the name already and
   * is not ours is never taken over: that ends with `no`.
   */
  async ensureUser(
    user: NewScimUser,
    signal?: AbortSignal,
  ): Promise<{ user: ScimUser; isNew: boolean }> {
    const known = await this.#findOurs(user, signal);
    if (known) return { user: known, isNew: false };
    try {
      const made = await this.#door.ask(
        { method: 'POST', path: '/Users', body: this.#toBody(user) },
        signal,
      );
      return { user: requireResource<ScimUser>(made), isNew: true };
    } catch (error) {
      if (!(error instanceof ScimError) || error.status !== 409) throw error;
      // Somebody else made the same meanwhile, or an earlier attempt of ours did whose answer was lost.
      const made = await this.#findOurs(user, signal);
      if (made) return { user: made, isNew: false };
      throw error;
    }
  }

  /** Changes what differs, as it was when it was read: another change in between ends with `no`, 412. */
  async updateUser(
    user: ScimUser,
    changes: ScimUserChanges,
    signal?: AbortSignal,
  ): Promise<ScimUser> {
    const body = patchBody(user, changes, this.#settings);
    if (!body) return user;
    return this.#change<ScimUser>(userPath(user.id), body, user, signal);
  }

  /** Replaces all that can be said of a person: what is left out is gone. Not every provider offers it. */
  async replaceUser(
    user: ScimUser,
    by: NewScimUser,
    signal?: AbortSignal,
  ): Promise<ScimUser> {
    const changed = await this.#door.ask(
      {
        method: 'PUT',
        path: userPath(user.id),
        body: { ...this.#toBody(by), id: user.id },
        version: user.meta?.version,
      },
      signal,
    );
    return requireResource<ScimUser>(changed);
  }

  /** Takes the person's access away and keeps them known. */
  async deactivateUser(id: string, signal?: AbortSignal): Promise<ScimUser> {
    const user = await this.getUser(id, signal);
    if (user) return this.updateUser(user, { active: false }, signal);
    throw new ScimError(`The identity provider knows nobody with id "${id}"`, {
      ...{ ending: 'no', status: 404 },
    });
  }

  /** Whoever is gone already is deleted. */
  async deleteUser(id: string, signal?: AbortSignal): Promise<void> {
    await orGone(
      this.#door.ask({ method: 'DELETE', path: userPath(id) }, signal),
    );
  }

  async addMember(
    groupId: string,
    userId: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const operation = {
      op: 'add',
      path: 'members',
      value: [{ value: userId }],
    };
    await this.#patchGroup(groupId, operation, signal);
  }

  /** Who is no member has left. */
  async removeMember(
    groupId: string,
    userId: string,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      const operation = removalOf(userId, this.#settings);
      await this.#patchGroup(groupId, operation, signal);
    } catch (error) {
      if ((error as ScimError).status !== 400) throw error;
      // Some providers refuse to take out who is not in it.
      const path = `/Groups/${encodeURIComponent(groupId)}`;
      const group = await this.#get<ScimGroup>(path, signal);
      const members = group?.members ?? [];
      if (members.some(({ value }) => value === userId)) throw error;
    }
  }

  async #patchGroup(id: string, operation: object, signal?: AbortSignal) {
    const path = `/Groups/${encodeURIComponent(id)}`;
    const body = patchOf([operation]);
    await this.#door.ask({ method: 'PATCH', path, body }, signal);
  }

  async #findOurs(
    { externalId, userName }: NewScimUser,
    signal?: AbortSignal,
  ): Promise<ScimUser | undefined> {
    if (this.#settings.matchBy !== 'userName') {
      const filter = `externalId eq ${JSON.stringify(externalId)}`;
      const all = await this.listUsers(filter, signal);
      // A provider that does not know the attribute may leave the filter out, and answer with everybody.
      const ours = only(
        all.filter(one => one.externalId === externalId),
        filter,
      );
      if (ours) return ours;
    }
    const filter = `userName eq ${JSON.stringify(userName)}`;
    const named = only(
      (await this.listUsers(filter, signal)).filter(one =>
        isSame(one.userName, userName),
      ),
      filter,
    );
    if (!named) return undefined;
    const isOurs =
      named.externalId === externalId ||
      (this.#settings.matchBy === 'userName' && !named.externalId);
    if (isOurs) return named;
    throw new ScimError(
      `userName "${userName}" belongs to somebody else at the identity provider (id ${named.id}). Choose another name, or give them the externalId "${externalId}" there`,
      { ending: 'no', status: 409, scimType: 'uniqueness' },
    );
  }

  async #get<T extends { id: string }>(
    path: string,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    const answer = await orGone(
      this.#door.ask({ method: 'GET', path }, signal),
    );
    return answer && requireResource<T>(answer);
  }

  async #change<T extends { id: string }>(
    path: string,
    body: object,
    { meta }: { meta?: { version?: string } },
    signal?: AbortSignal,
  ): Promise<T> {
    const version = meta?.version;
    const ask = { method: 'PATCH', path, body, version } as const;
    // Providers may answer without the resource (RFC 7644 §3.5.2).
    const answer =
      (await this.#door.ask(ask, signal)) ??
      (await this.#door.ask({ method: 'GET', path }, signal));
    return requireResource<T>(answer);
  }

  #toBody({ active = true, ...user }: NewScimUser): object {
    const isText = this.#settings.active === 'text';
    return {
      schemas: [USER],
      ...user,
      active: isText ? textOf(active) : active,
    };
  }
}

/** As names compare that are not `caseExact` (RFC 7643 §8.7.1). */
function isSame(name: string | undefined, wanted: string): boolean {
  return name?.toLowerCase() === wanted.toLowerCase();
}

function userPath(id: string): string {
  return `/Users/${encodeURIComponent(id)}`;
}

/** The answer, or undefined when what was asked about is not there. */
async function orGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const { ending, status } = error as ScimError;
    if (ending === 'no' && status === 404) return undefined;
    throw error;
  }
}

function only<T>(found: T[], filter: string): T | undefined {
  if (found.length < 2) return found[0];
  throw new ScimError(
    `${found.length} are meant by ${filter} at the identity provider, so nobody can say which one is. Rename one there`,
    { ending: 'no' },
  );
}

function requireResource<T extends { id: string }>(answer: any): T {
  if (typeof answer?.id === 'string') return answer;
  throw new ScimError('What was answered is no resource of SCIM: no id', {
    ending: 'unclear',
  });
}
