import type { Entity } from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService as Catalog } from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  isEnvironmentEntity,
  orderByPromotion,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import { oneOfEachName } from '@towpath/plugin-environment-node';
import { toServiceRow, type ServiceRow } from './ServiceRow';

/** What of the catalog this plugin keeps. */
export interface CatalogContents {
  services: ServiceRow[];
  /** In promotion order. */
  environments: EnvironmentEntityV1alpha1[];
}

const COMPONENT_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'metadata.annotations',
  'spec.type',
  'spec.owner',
  'spec.system',
];

/** Reads all environments and components, a page at a time, as the plugin itself. */
export async function readCatalog(
  catalog: Catalog,
  auth: AuthService,
): Promise<CatalogContents> {
  const credentials = await auth.getOwnServiceCredentials();
  const read = async <T>(
    request: Parameters<Catalog['streamEntities']>[0],
    pick: (entity: Entity) => T[],
  ) => {
    const found: T[] = [];
    for await (const page of catalog.streamEntities(request, { credentials })) {
      found.push(...page.flatMap(pick));
    }
    return found;
  };
  const environments = await read(
    { filter: { kind: ENVIRONMENT_KIND } },
    entity => (isEnvironmentEntity(entity) ? [entity] : []),
  );
  const services = await read(
    { filter: { kind: 'Component' }, fields: COMPONENT_FIELDS },
    entity => [toServiceRow(entity)],
  );
  return {
    services: uniqueBy(services, ({ ref }) => ref),
    environments: orderByPromotion(oneOfEachName(environments)).ordered,
  };
}

// Pages that are read while the catalog changes may tell of an entity twice.
function uniqueBy<T>(items: T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}
