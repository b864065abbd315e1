import type { Account } from '@towpath/sandbox-kit';
import { forbidden, notFound, RequestError } from '../errors.ts';
import {
  type OrganisationRules,
  permissionIn,
  reaches,
} from '../model/permissions.ts';
import type { Repository, RepositoryStore } from '../store/RepositoryStore.ts';
import type { TeamStore } from '../store/TeamStore.ts';
import type { Permission, TeamRecord } from '../types.ts';

/** Who looks; undefined for one who did not sign in. */
type Viewer = Account | undefined;

interface RightsOptions {
  repositories: RepositoryStore;
  teams: TeamStore;
  rules: OrganisationRules;
}

/** Who may do what here. Git, the API and the pages ask nothing else. */
export class Rights {
  readonly #repositories: RepositoryStore;
  readonly #teams: TeamStore;
  readonly #rules: OrganisationRules;

  constructor({ repositories, teams, rules }: RightsOptions) {
    this.#repositories = repositories;
    this.#teams = teams;
    this.#rules = rules;
  }

  /** @returns undefined for who may not even learn that there is such a repository */
  permissionOf(viewer: Viewer, repository: Repository): Permission | undefined {
    return this.#permissionFor(viewer, this.#teamsOf(viewer))(repository);
  }

  /** All that one may see, by name. */
  list(viewer: Viewer): Repository[] {
    // Once for all of them: an organisation has many teams, and somebody is in few.
    const permissionOf = this.#permissionFor(viewer, this.#teamsOf(viewer));
    return this.#repositories
      .list()
      .filter(repository => reaches(permissionOf(repository), 'read'));
  }

  /** @throws RequestError 404, in the same words for one that is hidden and one that is not there */
  get(viewer: Viewer, name: string): Repository {
    const found = this.#repositories.find(name);
    if (found && this.maySee(viewer, found)) return found;
    throw notFound(`there is no repository "${name}"`);
  }

  maySee(viewer: Viewer, repository: Repository): boolean {
    return reaches(this.permissionOf(viewer, repository), 'read');
  }

  mayWrite(viewer: Viewer, repository: Repository): boolean {
    return !repository.archived && this.#has(viewer, repository, 'write');
  }

  /** Who may read a repository may say something about it. */
  mayComment(viewer: Viewer, repository: Repository): boolean {
    return (
      viewer !== undefined &&
      !repository.archived &&
      this.maySee(viewer, repository)
    );
  }

  /** Settings stay open on an archived repository, or nobody could bring it back. */
  mayAdminister(viewer: Viewer, repository: Repository): boolean {
    return this.#has(viewer, repository, 'admin');
  }

  isOwner(viewer: Viewer): boolean {
    return this.#teamsOf(viewer).some(
      ({ permission }) => permission === 'owner',
    );
  }

  /** @throws RequestError 404 for one that is hidden, 403 for an archived one */
  requireComment(account: Account, repository: Repository): void {
    this.get(account, repository.name);
    if (this.mayComment(account, repository)) return;
    throw forbidden(
      `${repository.name} is archived and read-only: set archived to false first`,
    );
  }

  /** @throws RequestError 404 for one that is hidden, 403 with the reason */
  requireWrite(account: Account, repository: Repository): void {
    this.requireComment(account, repository);
    if (this.mayWrite(account, repository)) return;
    throw forbidden(
      `${account.name} may only read ${repository.name}: ask for the collaborator permission "write"`,
    );
  }

  /** For settings, webhooks and who may do what. @throws RequestError 404 for one that is hidden, 403 */
  requireAdmin(account: Account, repository: Repository): void {
    this.get(account, repository.name);
    if (this.mayAdminister(account, repository)) return;
    throw forbidden(
      `${account.name} has no settings of ${repository.name}: ask for the collaborator permission "admin"`,
    );
  }

  /** @throws RequestError 403 */
  requireOwner(account: Account): void {
    if (this.isOwner(account)) return;
    throw forbidden(
      `${account.name} is no owner of the organisation: ask one of its owners`,
    );
  }

  #teamsOf(viewer: Viewer): TeamRecord[] {
    return viewer ? this.#teams.of(viewer.name) : [];
  }

  #permissionFor(viewer: Viewer, teams: TeamRecord[]) {
    const [name, rules] = [viewer?.name, this.#rules];
    return (repository: Repository) =>
      permissionIn({ name, repository, teams, rules });
  }

  #has(viewer: Viewer, repository: Repository, wanted: Permission): boolean {
    return (
      viewer !== undefined &&
      reaches(this.permissionOf(viewer, repository), wanted)
    );
  }
}

/** Git asks for a password only when told so: who did not sign in is asked for one, whatever there is. */
export function askToSignIn(): RequestError {
  return new RequestError(
    401,
    'sign in first: there is no repository of this name that everybody may read',
  );
}
