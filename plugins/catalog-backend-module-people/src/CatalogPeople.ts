import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { LOCATION, refOf } from './toEntity';

/** What the catalog knows of people and groups, from all sources. */
export class CatalogPeople {
  readonly #parts: { catalog: CatalogService; auth: AuthService };

  constructor(parts: { catalog: CatalogService; auth: AuthService }) {
    this.#parts = parts;
  }

  /** Where a person of the name comes from who was not made by the platform; undefined when there is none. */
  async sourceOf(name: string): Promise<string | undefined> {
    const entity = await this.#parts.catalog.getEntityByRef(
      refOf(name),
      await this.#asPortal(),
    );
    const source = entity?.metadata.annotations?.[ANNOTATION_LOCATION];
    if (!entity || source === LOCATION) return undefined;
    return source ?? 'another source';
  }

  /** Reference of somebody else with the address, whoever they come from. */
  async otherWith(email: string, name: string): Promise<string | undefined> {
    const { items } = await this.#parts.catalog.getEntities(
      {
        filter: { kind: 'User', 'spec.profile.email': email },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      await this.#asPortal(),
    );
    return items
      .map(one => stringifyEntityRef(one))
      .find(ref => ref !== refOf(name));
  }

  /**
   * The references of groups that are there.
   *
   * @throws InputError that names the first that is not
   */
  async groups(teams: string[]): Promise<string[]> {
    const entityRefs = [...new Set(teams.map(toGroupRef))];
    const { items } = await this.#parts.catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind'] },
      await this.#asPortal(),
    );
    const missing = entityRefs.find((_, index) => !items[index]);
    if (!missing) return entityRefs;
    throw new InputError(
      `teams has "${missing}", which is no group of the catalog. Name one that is there`,
    );
  }

  async #asPortal() {
    const credentials = await this.#parts.auth.getOwnServiceCredentials();
    return { credentials };
  }
}

function toGroupRef(team: string): string {
  try {
    const ref = parseEntityRef(team, {
      defaultKind: 'group',
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    if (ref.kind.toLowerCase() === 'group') return stringifyEntityRef(ref);
  } catch {
    // Told below.
  }
  throw new InputError(
    `teams has "${team}", which is no group. Write it as team-finance or group:default/team-finance`,
  );
}
