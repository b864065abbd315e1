import type { Caller } from '@towpath/backend-kit';

export interface NewPerson {
  /** Name of the User entity: what one signs in with, such as `zoe`. */
  name: string;
  displayName: string;
  email: string;
  /** Names of Group entities, or references to them; the first is the team of the person. */
  teams: string[];
}

/** Somebody whom the platform made. */
export interface Person extends NewPerson {
  /** Entity reference, such as `user:default/zoe`. */
  ref: string;
  /** Who had them made: an entity reference, or the subject of a service. */
  createdBy: string;
  /** ISO 8601 */
  createdAt: string;
}

/**
 * Makes people in the catalog. Who calls it has asked already whether the caller may; each change is in the
 * audit log, and what is asked for twice is done once.
 */
export interface PeopleService {
  /**
   * @throws InputError for a name, address or team that is none; ConflictError when name or address belong to
   *   somebody else, wherever they come from
   */
  createUser(
    person: NewPerson,
    caller: Caller,
  ): Promise<{ person: Person; isNew: boolean }>;
  /**
   * Has the person in exactly these teams.
   *
   * @throws NotFoundError for who was not made by the platform, InputError for a team that is none
   */
  changeTeams(name: string, teams: string[], caller: Caller): Promise<Person>;
  /**
   * Takes the person out of the catalog; whoever is gone already has been. A token that the portal gave them
   * lasts up to an hour longer.
   *
   * @throws NotAllowedError for who comes from elsewhere
   */
  removeUser(name: string, caller: Caller): Promise<void>;
}
