import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  environmentCheckReportPermission,
  environmentDeploymentReadPermission,
  environmentFreezeReadPermission,
  environmentPromotionCreatePermission,
  environmentPromotionReadPermission,
} from '@towpath/plugin-environment-common';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A route that a restricted token may be let through to. */
export interface TokenRoute {
  method: Method;
  /** Below `/api/<plugin>`; `:name` is one segment, `*` at the end any number. */
  path: string;
  /** What the restrictions of the token have to leave it; undefined where the plugin has none. */
  permission?: Permission;
  /**
   * - `read`: the restrictions leave it the permission, by name, by its action or by saying nothing
   * - `named`: they name the permission
   * - `whole`: they name the plugin and nothing else
   */
  takes: 'read' | 'named' | 'whole';
  /**
   * The plugin asks another one on behalf of who calls, which Backstage does not do for restricted
   * tokens. Only for routes that read: the portal itself is then who asks.
   */
  asPortal?: true;
}

const reads =
  (permission: Permission) =>
  (...paths: string[]): TokenRoute[] =>
    paths.map(path => ({ method: 'GET', path, permission, takes: 'read' }));

/** Questions that are too long for an address. */
const asks =
  (permission: Permission) =>
  (...paths: string[]): TokenRoute[] =>
    paths.map(path => ({ method: 'POST', path, permission, takes: 'read' }));

const named = (
  method: Method,
  path: string,
  permission: Permission,
): TokenRoute => ({ method, path, permission, takes: 'named' });

const asPortal = (route: TokenRoute): TokenRoute => ({
  ...route,
  asPortal: true,
});

/**
 * All that a token with access restrictions is let through to, by plugin: routes that read, and
 * changes whose permission the token names. Nobody's own things are among the reads: no settings,
 * notifications, sessions, nor runs of templates with what people typed in.
 */
export const tokenRoutes: Readonly<Record<string, readonly TokenRoute[]>> = {
  catalog: [
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
  environment: [
    ...reads(environmentDeploymentReadPermission)(
      '/environments',
      '/status',
      '/services',
      '/services/:kind/:namespace/:name',
      '/services/:kind/:namespace/:name/history',
      '/known-names/:kind/:namespace/:name',
      '/compare',
    ),
    ...reads(environmentPromotionReadPermission)(
      '/promotions',
      '/promotions/:id',
      '/promotions/:id/log',
      '/promotions/:id/rollback',
    ),
    ...reads(environmentFreezeReadPermission)('/freezes'),
    named('POST', '/promotions', environmentPromotionCreatePermission),
    named('POST', '/checks', environmentCheckReportPermission),
  ],
  notifications: [{ method: 'POST', path: '/notifications', takes: 'whole' }],
  scaffolder: [
    ...reads(templateStepReadPermission)(
      '/v2/actions',
      '/v2/templating-extensions',
    ),
    ...reads(templateParameterReadPermission)(
      '/v2/templates/:namespace/:kind/:name/parameter-schema',
    ).map(asPortal),
    named('POST', '/v2/tasks', taskCreatePermission),
    named('GET', '/v2/tasks', taskReadPermission),
    named('GET', '/v2/tasks/:taskId', taskReadPermission),
    named('GET', '/v2/tasks/:taskId/events', taskReadPermission),
    named('GET', '/v2/tasks/:taskId/eventstream', taskReadPermission),
    named('POST', '/v2/tasks/:taskId/cancel', taskCancelPermission),
  ],
  search: reads(catalogEntityReadPermission)('/query').map(asPortal),
  techdocs: reads(catalogEntityReadPermission)(
    '/metadata/techdocs/:namespace/:kind/:name',
    '/metadata/entity/:namespace/:kind/:name',
    '/static/docs/*',
  ).map(asPortal),
};
