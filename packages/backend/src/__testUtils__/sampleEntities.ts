import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Where entities of a test come from. */
export const annotations = {
  'backstage.io/managed-by-location': 'url:https://git.example/catalog.yaml',
  'backstage.io/managed-by-origin-location':
    'url:https://git.example/catalog.yaml',
};

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, annotations },
    spec: { type: 'team', children: [] },
  };
}

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

const sayHello: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'say-hello', annotations },
  spec: {
    owner: 'team-finance',
    type: 'service',
    steps: [
      {
        id: 'hello',
        name: 'Hello',
        action: 'debug:log',
        input: { message: 'hello' },
      },
    ],
  },
};

/** Delivers entities by a provider of this name. */
export const provideEntities = (name: string, entities: Entity[]) =>
  createBackendModule({
    pluginId: 'catalog',
    moduleId: name,
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => name,
            connect: (connection: EntityProviderConnection) =>
              connection.applyMutation({
                type: 'full',
                entities: entities.map(entity => ({
                  entity,
                  locationKey: name,
                })),
              }),
          });
        },
      });
    },
  });

/** Two services of two teams and a template. */
export const sampleEntities = provideEntities('sample-entities', [
  group('team-finance'),
  group('team-commerce'),
  component('payment-service', 'team-finance'),
  component('cart-service', 'team-commerce'),
  sayHello,
]);
