import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { CatalogService, ServiceCatalog } from './ServiceCatalog';
import { toCatalogService, type ServiceRow } from './ServiceRow';
import { unknownEnvironment } from './unknownEnvironment';

/** {@link ServiceCatalog} from the plugin's own tables. */
export class DatabaseServiceCatalog implements ServiceCatalog {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listEnvironments(): Promise<EnvironmentEntityV1alpha1[]> {
    return this.#knex('environments').orderBy('position').pluck('entity');
  }

  async getEnvironment(name: string): Promise<EnvironmentEntityV1alpha1> {
    const row = await this.#knex('environments')
      .where({ name })
      .first('entity');
    if (row) return row.entity;
    const known = await this.#knex('environments')
      .orderBy('position')
      .pluck('name');
    throw unknownEnvironment(name, known);
  }

  async getService(refOrName: string): Promise<CatalogService> {
    const rows: ServiceRow[] = await (isReference(refOrName)
      ? this.#knex('services').where({ ref: toComponentRef(refOrName) })
      : this.#knex('services').where({ name: refOrName }).limit(10));
    if (rows.length === 1) return toCatalogService(rows[0]);
    if (rows.length === 0) {
      throw new NotFoundError(
        `There is no service "${refOrName}" in the catalog. Give the name of a component, or its reference such as component:default/shop; a new one is known within a minute`,
      );
    }
    const preferred = rows.find(
      row => parseEntityRef(row.ref).namespace === DEFAULT_NAMESPACE,
    );
    if (preferred) return toCatalogService(preferred);
    throw new InputError(
      `Several services are called "${refOrName}". Name one of: ${rows
        .map(({ ref }) => ref)
        .join(', ')}`,
    );
  }
}

function isReference(text: string): boolean {
  return /[:/]/.test(text);
}

function toComponentRef(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'component',
        defaultNamespace: DEFAULT_NAMESPACE,
      }),
    );
  } catch {
    throw new InputError(
      `service "${text}" is not an entity reference. Give one such as component:default/shop, or a name`,
    );
  }
}
