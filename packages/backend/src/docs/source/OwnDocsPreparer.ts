import type { Entity } from '@backstage/catalog-model';
import type {
  PreparerBase,
  PreparerOptions,
  PreparerResponse,
} from '@backstage/plugin-techdocs-node';
import { type DocsSources, requireOwnDocs } from './requireOwnDocs';

/** Backstage's own way to fetch pages, once it is clear that they are the entity's own. */
export class OwnDocsPreparer implements PreparerBase {
  readonly #inner: PreparerBase;
  readonly #sources: DocsSources;

  constructor(inner: PreparerBase, sources: DocsSources) {
    this.#inner = inner;
    this.#sources = sources;
  }

  shouldCleanPreparedDirectory(): boolean {
    return this.#inner.shouldCleanPreparedDirectory();
  }

  async prepare(
    entity: Entity,
    options?: PreparerOptions,
  ): Promise<PreparerResponse> {
    requireOwnDocs(entity, this.#sources);
    return this.#inner.prepare(entity, options);
  }
}
