import type {
  Listeners,
  OwnedResource,
  PluginAccess,
  Role,
  TokenRoute,
} from '@towpath/backend-kit';

/** Who may what in all plugins together. */
export interface PortalAccess {
  /** By the name of the permission. */
  permissions: ReadonlyMap<string, Role>;
  /** By the type of the resource. */
  owned: ReadonlyMap<string, OwnedResource>;
  /** By the channel. */
  channels: ReadonlyMap<string, Listeners>;
  /** By the id of the plugin. */
  tokenRoutes: ReadonlyMap<string, readonly TokenRoute[]>;
}

/**
 * Puts together what the plugins say.
 *
 * @throws Error that names the row and both plugins, when two say something of the same
 */
export function collectAccess(accesses: readonly PluginAccess[]): PortalAccess {
  return {
    permissions: collect(accesses, 'permission', one =>
      Object.entries(one.permissions ?? {}),
    ),
    owned: collect(accesses, 'type of resource', ({ owned = [] }) =>
      owned.map(resource => [resource.resourceType, resource]),
    ),
    channels: collect(accesses, 'channel', one =>
      Object.entries(one.channels ?? {}),
    ),
    tokenRoutes: collect(accesses, 'plugin', one => [
      [one.pluginId, one.tokenRoutes ?? []],
    ]),
  };
}

/** Neither of two rows is better than the other, and the looser one must not win by its place. */
function collect<Row>(
  accesses: readonly PluginAccess[],
  what: string,
  rowsOf: (access: PluginAccess) => [string, Row][],
): Map<string, Row> {
  const rows = new Map<string, Row>();
  const tellers = new Map<string, string>();
  for (const access of accesses) {
    for (const [name, row] of rowsOf(access)) {
      const other = tellers.get(name);
      if (other !== undefined) {
        throw new Error(
          `Who may use the ${what} ${name} is said twice, by the plugins ${other} and ${access.pluginId}: keep it with the plugin that it belongs to`,
        );
      }
      tellers.set(name, access.pluginId);
      rows.set(name, row);
    }
  }
  return rows;
}
