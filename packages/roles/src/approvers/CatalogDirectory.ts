import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@towpath/clock';
import type { Directory, DirectoryGroup } from './Directory';

/** A board asks for the same few groups again and again; who changes one waits this long. */
const KEEP_MS = 30_000;

/** {@link Directory} from the catalog, kept for half a minute. */
export class CatalogDirectory implements Directory {
  readonly #parts: {
    catalog: CatalogService;
    auth: AuthService;
    clock: Clock;
  };
  readonly #kept = new Map<
    string,
    { until: number; answer: Promise<unknown> }
  >();

  constructor(parts: {
    catalog: CatalogService;
    auth: AuthService;
    clock: Clock;
  }) {
    this.#parts = parts;
  }

  findGroup(ref: string): Promise<DirectoryGroup | undefined> {
    return this.#keep(`group ${ref}`, async () => {
      const { catalog } = this.#parts;
      const entity = await catalog.getEntityByRef(ref, await this.#options());
      return entity && toGroup(entity);
    });
  }

  findLeads(ref: string): Promise<DirectoryGroup[]> {
    return this.#keep(`leads ${ref}`, async () => {
      const { items } = await this.#parts.catalog.getEntities(
        {
          filter: {
            kind: 'Group',
            'spec.type': 'leads',
            [`relations.${RELATION_CHILD_OF}`]: ref,
          },
          fields: ['kind', 'metadata', 'spec.profile'],
          order: { field: 'metadata.name', order: 'asc' },
        },
        await this.#options(),
      );
      return items.map(toGroup);
    });
  }

  async #options() {
    const credentials = await this.#parts.auth.getOwnServiceCredentials();
    return { credentials };
  }

  #keep<T>(key: string, find: () => Promise<T>): Promise<T> {
    const now = this.#parts.clock.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.answer as Promise<T>;
    const answer = find();
    this.#kept.set(key, { until: now + KEEP_MS, answer });
    // A failure is not an answer: the next one asks again.
    answer.catch(() => this.#kept.delete(key));
    return answer;
  }
}

function toGroup(entity: Entity): DirectoryGroup {
  const { name, title } = entity.metadata;
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return {
    ref: stringifyEntityRef(entity),
    name,
    title: title ?? profile?.displayName,
  };
}
