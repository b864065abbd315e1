import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';

/**
 * Has the catalog take a description that cannot be read for an error, which leaves what is known as it is.
 * Upstream marks each as optional, so that a 404 of anything between the portal and the Git host removes all
 * that it described. Whether there is a description is for the host to say, when it lists repositories.
 */
export class CarefulProvider implements EntityProvider {
  readonly #provider: EntityProvider;

  constructor(provider: EntityProvider) {
    this.#provider = provider;
  }

  getProviderName(): string {
    return this.#provider.getProviderName();
  }

  connect(connection: EntityProviderConnection): Promise<void> {
    return this.#provider.connect({
      applyMutation: mutation => connection.applyMutation(requireAll(mutation)),
      refresh: options => connection.refresh(options),
    });
  }
}

function requireAll(mutation: EntityProviderMutation): EntityProviderMutation {
  if (mutation.type === 'full') {
    return { type: 'full', entities: mutation.entities.map(required) };
  }
  const { added, removed } = mutation;
  return { type: 'delta', added: added.map(required), removed };
}

// Whether anything matches a wildcard only reading tells.
function required(deferred: DeferredEntity): DeferredEntity {
  const { entity, locationKey } = deferred;
  if (String(entity.spec?.target).includes('*')) return deferred;
  const spec = { ...entity.spec, presence: 'required' };
  return { locationKey, entity: { ...entity, spec } };
}
