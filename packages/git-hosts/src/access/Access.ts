import type {
  HostedOwner,
  HostedRepository,
} from '../location/HostedRepository';

/** `read` sees the code, `write` pushes too, `admin` has the settings too. */
export type Permission = 'read' | 'write' | 'admin';

/** One who belongs to something on a Git host. */
export interface Member {
  /** Name of the account, as the host spells it. */
  login: string;
  /** GitHub asks people before they belong to something: these have not said yes yet, and may still. */
  isInvited: boolean;
}

export interface Collaborator extends Member {
  /** `guest` is less than to see the code; GitLab has it. */
  permission: Permission | 'guest';
}

/** Who has a permission of their own in a repository. */
export interface Access {
  /**
   * Whom the repository names; not who comes by an organisation, a group or a team. Gitea tells what one may do by all
   * ways together.
   */
  listCollaborators(
    repository: HostedRepository,
    signal?: AbortSignal,
  ): Promise<Collaborator[]>;
  /**
   * What one may do now, by all ways together: as a collaborator, by a team or a group, as everybody. Who gives a
   * permission asks this before, so that nobody ends with less than they had.
   * @returns undefined for who may not even read it; who is invited and has not said yes has nothing by that
   * @throws NotFoundError of the host when there is no such repository or, on Gitea and GitHub, account
   */
  permissionOf(
    repository: HostedRepository,
    login: string,
    signal?: AbortSignal,
  ): Promise<Collaborator['permission'] | undefined>;
  /** Gives a permission, in the place of what one had. On GitHub who is of no organisation is invited. */
  setCollaborator(
    repository: HostedRepository,
    login: string,
    permission: Permission,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Takes it, and an invitation too. @returns false when the repository names nobody of that name */
  removeCollaborator(
    repository: HostedRepository,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

/** A team of an organisation; on GitLab a group. */
export interface Team {
  /** By which the calls here know it: its name in addresses; on GitLab the path of the group. */
  key: string;
  /** For people. */
  name: string;
}

/**
 * Who belongs together on a host. GitLab has no teams: the group itself and the groups in it are taken for them, and who
 * is added becomes a developer, since a member there has to have a role.
 */
export interface Teams {
  list(owner: HostedOwner, signal?: AbortSignal): Promise<Team[]>;
  /** On GitHub with those of teams in it. */
  listMembers(
    owner: HostedOwner,
    key: string,
    signal?: AbortSignal,
  ): Promise<Member[]>;
  /** @returns false when one belongs to it, or is invited, already; then nothing is changed */
  addMember(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** @returns false when none of that name belongs to it or is invited */
  removeMember(
    owner: HostedOwner,
    key: string,
    login: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
}
