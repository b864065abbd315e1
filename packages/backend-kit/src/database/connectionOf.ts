import type { Knex } from 'knex';

/** How the database of the plugin is connected to, for a library that connects by itself. */
export interface DatabaseConnection {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  ssl?: boolean | object;
}

/** @throws Error when the settings are only made at the moment of connecting */
export function connectionOf(knex: Knex): DatabaseConnection {
  const settings = knex.client.config.connection;
  if (typeof settings === 'string') return { connectionString: settings };
  if (typeof settings !== 'object' || settings === null) {
    throw new Error(
      'backend.database.connection has to be an address or settings: runs listen to the database on a connection of their own',
    );
  }
  const { connectionString, host, port, user, password, database, ssl } =
    settings;
  return {
    connectionString,
    host,
    port: port === undefined ? undefined : Number(port),
    user,
    password,
    database,
    ssl,
  };
}
