import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** What the catalog reads already, whichever replica or run of the portal found it. */
export class CatalogMemory {
  readonly #options: { catalog: CatalogService; auth: AuthService };

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#options = options;
  }

  /** Addresses of all locations. @throws what the catalog does when it cannot be asked */
  async targets(): Promise<string[]> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const targets: string[] = [];
    const pages = catalog.streamEntities(
      {
        filter: { kind: 'Location', 'spec.type': 'url' },
        fields: ['kind', 'spec.target'],
      },
      { credentials },
    );
    for await (const page of pages) {
      for (const { spec } of page) {
        if (typeof spec?.target === 'string') targets.push(spec.target);
      }
    }
    return targets;
  }
}
