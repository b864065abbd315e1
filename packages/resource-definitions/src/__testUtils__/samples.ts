import type {
  MatchDefinition,
  ResourceContext,
  ResourceDefinition,
} from '../types';

/** A definition of type `postgres`, with the changes. */
export function definition(
  change: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return {
    name: 'postgres-shared',
    title: 'PostgreSQL',
    type: 'postgres',
    driver: 'postgres',
    settings: {},
    outputs: {},
    ...change,
  };
}

/** The same, saying where it applies. */
export function matching(
  name: string,
  match: MatchDefinition,
  change: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return definition({ name, match, ...change });
}

/** A database of the service shop, in production. */
export function context(
  change: {
    resource?: Partial<ResourceContext['resource']>;
    params?: Record<string, unknown>;
    service?: Partial<ResourceContext['service']>;
    environment?: Partial<ResourceContext['environment']>;
  } = {},
): ResourceContext {
  return {
    resource: {
      uid: 'postgres.default#shop.db',
      type: 'postgres',
      class: 'default',
      id: 'shop.db',
      name: 'db',
      annotations: {},
      ...change.resource,
    },
    params: change.params ?? {},
    service: {
      ref: 'component:default/shop',
      name: 'shop',
      owner: 'group:default/sales',
      ...change.service,
    },
    environment: {
      name: 'prod',
      tier: 'production',
      annotations: { region: 'eu', plan: 'gold' },
      ...change.environment,
    },
  };
}
