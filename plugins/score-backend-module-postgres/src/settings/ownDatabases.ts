import type { Config } from '@backstage/config';

const PREFIX = 'backstage_plugin_';

/** Where the portal may have its own data, on whichever server: what is called so is nobody's to take over. */
export function ownDatabases(config: Config): {
  names: string[];
  prefixes: string[];
} {
  const database = config.getOptionalConfig('backend.database');
  const connection = database?.getOptional('connection');
  const url = typeof connection === 'string' ? connection : undefined;
  const named = url
    ? url.split(/[?#]/)[0].split('/').slice(3).at(-1)
    : database?.getOptionalString('connection.database');
  return {
    names: named ? [named] : [],
    prefixes: [database?.getOptionalString('prefix') ?? PREFIX],
  };
}
