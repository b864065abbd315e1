import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  RELATION_OWNED_BY,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** What the catalog says of a service. */
export interface ServiceFact {
  /** Entity reference. */
  owner?: string;
  system?: string;
}

/** Of those that are asked at once. */
const AT_ONCE = 500;

/** What the catalog knows already. Every method throws what the catalog does when it cannot be asked. */
export class ServiceFacts {
  readonly #options: { catalog: CatalogService; auth: AuthService };

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#options = options;
  }

  /** By entity reference; a service that is not there is absent. */
  async of(services: string[]): Promise<Map<string, ServiceFact>> {
    const found = await this.#find([...new Set(services)]);
    return new Map(
      [...found].map(([ref, { spec, relations = [] }]) => [
        ref,
        {
          owner: relations.find(({ type }) => type === RELATION_OWNED_BY)
            ?.targetRef,
          system: typeof spec?.system === 'string' ? spec.system : undefined,
        },
      ]),
    );
  }

  /** Where each of these entities comes from, of those that there are. */
  async locations(refs: string[]): Promise<Map<string, string>> {
    const found = await this.#find(refs);
    return new Map(
      [...found].map(([ref, { metadata }]) => [
        ref,
        metadata.annotations?.[ANNOTATION_LOCATION] ?? '',
      ]),
    );
  }

  async #find(refs: string[]): Promise<Map<string, Entity>> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const found = new Map<string, Entity>();
    for (let from = 0; from < refs.length; from += AT_ONCE) {
      const entityRefs = refs.slice(from, from + AT_ONCE);
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials },
      );
      entityRefs.forEach((ref, index) => {
        const entity = items[index];
        if (entity) found.set(ref, entity);
      });
    }
    return found;
  }
}
