import type { Config } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { Client, type ClientConfig } from 'pg';

const PREFIX = 'backstage_plugin_';

/** Which databases must never become a resource, beside those that the server needs itself. */
export interface OwnDatabases {
  /** The beginnings of their names, or the whole of them. */
  prefixes: string[];
  names: string[];
}

/**
 * Where the portal may have its own data, on whichever server: what is called so is nobody's to take over. A plugin has
 * a database of its own, unless all share one (`pluginDivisionMode: schema`) or it is told another.
 */
export function ownDatabases(config: Config): OwnDatabases {
  const all = config.getOptional<JsonObject>('backend.database') ?? {};
  const own = Object.values((all.plugin ?? {}) as Record<string, JsonObject>);
  const names = [all, ...own].flatMap(({ client = all.client, connection }) =>
    client === 'pg' && connection
      ? nameIn(connection as string | ClientConfig)
      : [],
  );
  return {
    names: [...new Set(names)],
    prefixes: [typeof all.prefix === 'string' ? all.prefix : PREFIX],
  };
}

/** As the portal itself reads it, be it a URL or fields; PostgreSQL takes the user's name where none is named. */
function nameIn(connection: string | ClientConfig): string[] {
  const { database } = new Client(connection);
  return database ? [database] : [];
}
