import type { AuthService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  getEnvironmentOwner,
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

  /** Of the default namespace alone: one that somebody made elsewhere under the same name is not meant. */
  async findEnvironment(
    name: string,
  ): Promise<EnvironmentEntityV1alpha1 | undefined> {
    const found = await this.#catalog.getEntityByRef(
      { kind: ENVIRONMENT_KIND, namespace: DEFAULT_NAMESPACE, name },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return found && isEnvironmentEntity(found) ? found : undefined;
  }

  /**
   * @returns its name as the catalog writes it
   * @throws NotFoundError that names those there are
   */
  async requireEnvironment(name: string): Promise<string> {
    const found = await this.findEnvironment(name);
    if (found) return found.metadata.name;
    const names = (await this.#environmentNames()).join(', ');
    throw new NotFoundError(
      `There is no environment "${name}" in the catalog. There are: ${
        names || 'none'
      }`,
    );
  }

  /** Entity reference; undefined for an environment that is not in the catalog. */
  async ownerOfEnvironment(name: string): Promise<string | undefined> {
    const found = await this.findEnvironment(name);
    return found && ownerOfEnvironment(found);
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

  async #environmentNames(): Promise<string[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: ENVIRONMENT_KIND,
          'metadata.namespace': DEFAULT_NAMESPACE,
        },
      },
      { credentials },
    );
    return items
      .filter((one: Entity) => isEnvironmentEntity(one))
      .map(({ metadata }) => metadata.name)
      .sort();
  }
}

/** Who answers for an environment; an entity reference. */
export function ownerOfEnvironment(found: EnvironmentEntityV1alpha1): string {
  return stringifyEntityRef(getEnvironmentOwner(found));
}

/**
 * @param defaultNamespace - of a reference that names none
 * @throws InputError for what is no reference
 */
export function toServiceRef(ref: string, defaultNamespace?: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind: 'component', defaultNamespace }),
    );
  } catch {
    throw new InputError(
      `service is "${ref}", which is no reference. Give one such as component:default/shop`,
    );
  }
}
