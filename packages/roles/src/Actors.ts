import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { RELATION_MEMBER_OF } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isPlatformEngineer } from './platformEngineers';

/** Somebody who asks the portal for something, now. */
export interface Actor {
  /** Full entity ref of a person, or the subject of a service's token. */
  ref: string;
  /** All refs that count as them: their own, and the groups they are members of. */
  ownershipEntityRefs: string[];
  isPlatformEngineer: boolean;
}

export interface ActorsOptions {
  auth: AuthService;
  catalog: CatalogService;
  /** Full entity refs of the groups whose members are platform engineers. */
  platformEngineers: ReadonlySet<string>;
}

/**
 * Says who somebody is by the catalog of this moment, not by a token: a task may go on long after its
 * token has ended, and after the person has left the team.
 */
export class Actors {
  readonly #options: ActorsOptions;

  constructor(options: ActorsOptions) {
    this.#options = options;
  }

  /** @throws whatever the catalog answers with when it cannot be asked */
  async find(credentials: BackstageCredentials): Promise<Actor> {
    const { auth } = this.#options;
    const ref = refOf(auth, credentials);
    return this.#toActor(
      auth.isPrincipal(credentials, 'user')
        ? [ref, ...((await this.#groupsOf(ref)) ?? [])]
        : [ref],
    );
  }

  /** A person who is not there with a token; undefined for one whom the catalog does not know. */
  async findPerson(userRef: string): Promise<Actor | undefined> {
    const groups = await this.#groupsOf(userRef);
    return groups && this.#toActor([userRef, ...groups]);
  }

  #toActor(ownershipEntityRefs: string[]): Actor {
    const { platformEngineers } = this.#options;
    const [ref] = ownershipEntityRefs;
    return {
      ref,
      ownershipEntityRefs,
      isPlatformEngineer: isPlatformEngineer(
        { ownershipEntityRefs },
        platformEngineers,
      ),
    };
  }

  async #groupsOf(userRef: string): Promise<string[] | undefined> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const user = await catalog.getEntityByRef(userRef, { credentials });
    if (!user) return undefined;
    return (user.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
  }
}

function refOf(auth: AuthService, credentials: BackstageCredentials): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'nobody';
}

/** Whether somebody may change what belongs to an owner, a full entity ref. */
export function mayChange(actor: Actor, owner: string): boolean {
  const wanted = owner.toLocaleLowerCase('en-US');
  return (
    actor.isPlatformEngineer ||
    actor.ownershipEntityRefs.some(
      ref => ref.toLocaleLowerCase('en-US') === wanted,
    )
  );
}
