import { NotAllowedError } from '@backstage/errors';
import { mayChange, type Actor, type Actors } from '@towpath/roles';
import type { CatalogPlaces } from './CatalogPlaces';

/** Everybody, where the platform team says so. */
export const EVERYBODY = '*';

interface EnvironmentAccessOptions {
  places: Pick<CatalogPlaces, 'ownerOfEnvironment'>;
  actors: Pick<Actors, 'findPerson'>;
  /** By name, environments that have credentials of their own: entity references of whose stacks may have them. */
  usableBy: ReadonlyMap<string, string[]>;
}

/** Whose stack a run is on, and who asks for it; nobody where the portal does. */
export interface EnvironmentUser {
  /** Entity reference. */
  owner: string;
  actor?: Actor;
}

/** Says who may have the credentials of an environment: a plan runs with them, long before anybody agrees to it. */
export class EnvironmentAccess {
  readonly #options: EnvironmentAccessOptions;

  constructor(options: EnvironmentAccessOptions) {
    this.#options = options;
  }

  /**
   * @param environment - name; empty for none, whose runs have the general credentials
   * @throws NotAllowedError for who is neither named for it nor of its owner
   */
  async require(environment: string, user: EnvironmentUser): Promise<void> {
    const named = this.#options.usableBy.get(environment);
    if (!named || named.includes(EVERYBODY)) return;
    const owner = await this.#options.places.ownerOfEnvironment(environment);
    const allowed = owner === undefined ? named : [...named, owner];
    if (await this.#isOneOf(allowed, user)) return;
    throw new NotAllowedError(
      `The environment "${environment}" has credentials of its own, and neither ${
        user.owner
      } nor who asks is among those who may use them: ${
        allowed.join(', ') || 'nobody'
      }. Ask the platform team to add the owner to terraform.environments.${environment}.usableBy, or choose another environment`,
    );
  }

  async #isOneOf(
    allowed: string[],
    { owner, actor }: EnvironmentUser,
  ): Promise<boolean> {
    const isOwner = { ref: owner, ownershipEntityRefs: [owner] };
    const users: Actor[] = [{ ...isOwner, isPlatformEngineer: false }];
    if (actor) users.push(actor);
    if (!isPerson(actor?.ref)) users.push(...(await this.#personOf(owner)));
    return allowed.some(one => users.some(user => mayChange(user, one)));
  }

  /** A stack may be one person's, who is of a team: for whom the portal, a service or a token asks. */
  async #personOf(owner: string): Promise<Actor[]> {
    if (!isPerson(owner)) return [];
    const person = await this.#options.actors.findPerson(owner);
    return person ? [person] : [];
  }
}

function isPerson(ref = ''): boolean {
  return ref.startsWith('user:');
}
