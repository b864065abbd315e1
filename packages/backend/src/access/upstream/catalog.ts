import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  asks,
  named,
  ownedResource,
  reads,
  type PluginAccess,
} from '@towpath/backend-kit';

export const catalogAccess: PluginAccess = {
  pluginId: 'catalog',
  permissions: {
    'catalog.entity.read': 'developer',
    'catalog.entity.create': 'developer',
    'catalog.entity.validate': 'developer',
    'catalog.entity.refresh': 'owner',
    'catalog.entity.delete': 'owner',

    // Templates register what they create on behalf of the person who runs them.
    'catalog.location.read': 'developer',
    'catalog.location.create': 'developer',
    'catalog.location.analyze': 'developer',
    // Of what they registered, while it holds nothing of others: see locations/LocationGuard.ts.
    'catalog.location.delete': 'developer',

    'catalog.ingestion.read': 'platform-engineer',
    'catalog.ingestion.manage': 'platform-engineer',
  },
  owned: [
    ownedResource(RESOURCE_TYPE_CATALOG_ENTITY, (permission, user) =>
      createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: user.ownershipEntityRefs }),
      ),
    ),
  ],
  tokenRoutes: [
    ...reads(catalogEntityReadPermission)(
      '/entities',
      '/entities/by-query',
      '/entities/by-uid/:uid',
      '/entities/by-name/:kind/:namespace/:name',
      '/entities/by-name/:kind/:namespace/:name/ancestry',
      '/entity-facets',
    ),
    ...asks(catalogEntityReadPermission)(
      '/entities/by-query',
      '/entities/by-refs',
      '/entity-facets',
    ),
    ...reads(catalogLocationReadPermission)(
      '/locations',
      '/locations/:id',
      '/locations/by-entity/:kind/:namespace/:name',
    ),
    ...asks(catalogLocationReadPermission)('/locations/by-query'),
    named('POST', '/locations', catalogLocationCreatePermission),
    named('DELETE', '/locations/:id', catalogLocationDeletePermission),
    named('POST', '/refresh', catalogEntityRefreshPermission),
    named('DELETE', '/entities/by-uid/:uid', catalogEntityDeletePermission),
  ],
};
