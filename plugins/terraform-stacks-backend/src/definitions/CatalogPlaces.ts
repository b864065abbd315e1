import type { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  isEnvironmentEntity,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';

/** Environments and services, as the catalog has them now; asked as the portal. */
export class CatalogPlaces {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async findEnvironment(
    name: string,
  ): Promise<EnvironmentEntityV1alpha1 | undefined> {
    const found = await this.#environments({ 'metadata.name': name });
    return found[0];
  }

  /** @throws NotFoundError that names those there are */
  async requireEnvironment(name: string): Promise<void> {
    if (await this.findEnvironment(name)) return;
    const known = await this.#environments({});
    const names = known.map(({ metadata }) => metadata.name).sort();
    throw new NotFoundError(
      `There is no environment "${name}" in the catalog. There are: ${
        names.join(', ') || 'none'
      }`,
    );
  }

  /**
   * @param ref reference or name of a component
   * @returns its whole reference
   * @throws InputError for what is no reference; NotFoundError for one of nothing
   */
  async requireService(ref: string): Promise<string> {
    const whole = toServiceRef(ref);
    const credentials = await this.#auth.getOwnServiceCredentials();
    const found = await this.#catalog.getEntityByRef(whole, { credentials });
    if (found) return whole;
    throw new NotFoundError(
      `service is "${ref}", and the catalog has no ${whole}. Give the reference of a component, such as component:default/shop`,
    );
  }

  async #environments(
    more: Record<string, string>,
  ): Promise<EnvironmentEntityV1alpha1[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntities(
      { filter: { kind: ENVIRONMENT_KIND, ...more } },
      { credentials },
    );
    return items.filter((one: Entity): one is EnvironmentEntityV1alpha1 =>
      isEnvironmentEntity(one),
    );
  }
}

/** @throws InputError for what is no reference */
export function toServiceRef(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind: 'component' }),
    );
  } catch {
    throw new InputError(
      `service is "${ref}", which is no reference. Give one such as component:default/shop`,
    );
  }
}
