import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { asPortal, reads, type PluginAccess } from '@towpath/backend-kit';
import { catalogAccess } from './catalog';
import { scaffolderAccess } from './scaffolder';

/**
 * Who may what in the plugins that come from Backstage and cannot say so themselves.
 *
 * Search, docs, notifications and settings define no permissions: what they show of an entity is
 * decided by `catalog.entity.read`, and the rest belongs to the person who asks.
 */
export const upstreamAccess: readonly PluginAccess[] = [
  catalogAccess,
  scaffolderAccess,
  {
    pluginId: 'notifications',
    channels: { notifications: 'signed-in' },
    tokenRoutes: [{ method: 'POST', path: '/notifications', takes: 'whole' }],
  },
  {
    pluginId: 'search',
    tokenRoutes: reads(catalogEntityReadPermission)('/query').map(asPortal),
  },
  {
    pluginId: 'techdocs',
    tokenRoutes: reads(catalogEntityReadPermission)(
      '/metadata/techdocs/:namespace/:kind/:name',
      '/metadata/entity/:namespace/:kind/:name',
      '/static/docs/*',
    ).map(asPortal),
  },
  { pluginId: 'user-settings', channels: { 'user-settings': 'signed-in' } },
];
