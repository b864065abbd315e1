import type { Permission } from '@backstage/plugin-permission-common';
import type { TokenRoute } from './PluginAccess';

/** Routes that read, for a token that is left the permission. */
export const reads =
  (permission: Permission) =>
  (...paths: string[]): TokenRoute[] =>
    paths.map(path => ({ method: 'GET', path, permission, takes: 'read' }));

/** Questions that are too long for an address. */
export const asks =
  (permission: Permission) =>
  (...paths: string[]): TokenRoute[] =>
    paths.map(path => ({ method: 'POST', path, permission, takes: 'read' }));

/** A route for a token that names the permission. */
export const named = (
  method: TokenRoute['method'],
  path: string,
  permission: Permission,
): TokenRoute => ({ method, path, permission, takes: 'named' });

/** Has the portal itself ask, where the plugin asks another one on behalf of who calls. */
export const asPortal = (route: TokenRoute): TokenRoute => ({
  ...route,
  asPortal: true,
});
