import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';
import { asObject, membersAt } from './values';

const CONNECTION_KEY = 'backend.database.connection';

/** Where the database password stands, and what it is when there is one. */
export interface DatabasePassword {
  key: string;
  value?: string;
}

/** A database other than PostgreSQL, or one without a host (PostgreSQL then takes this machine). */
export function findUnsafeDatabase(config: Config): UnsafeSetting[] {
  const unsafe = findOtherClients(config);
  if (!hasHost(config.getOptional<JsonValue>(CONNECTION_KEY))) {
    unsafe.push({
      key: `${CONNECTION_KEY}.host`,
      problem: 'is missing',
      remedy: 'set the host of the PostgreSQL server',
    });
  }
  return unsafe;
}

/** The one for all plugins, and those that single ones bring. */
function findOtherClients(config: Config): UnsafeSetting[] {
  const base = {
    key: 'backend.database',
    client: config.getOptional<JsonValue>('backend.database.client'),
  };
  const own = membersAt(config, 'backend.database.plugin').map(
    ({ key, value }) => ({ key, client: asObject(value).client ?? 'pg' }),
  );
  return [base, ...own]
    .filter(({ client }) => client !== 'pg')
    .map(({ key }) => ({
      key: `${key}.client`,
      problem: 'is not pg',
      remedy: 'set pg: PostgreSQL is the only database',
    }));
}

/**
 * The database password, or undefined for connections that have none by design: cloud connectors
 * (`connection.type`), which sign in with an identity.
 */
export function readDatabasePassword(
  config: Config,
): DatabasePassword | undefined {
  const connection = config.getOptional<JsonValue>(CONNECTION_KEY);
  if (typeof connection === 'string') {
    return { key: CONNECTION_KEY, value: passwordInUrl(connection) };
  }
  const { type, password, connectionString } = (connection ?? {}) as JsonObject;
  if (type !== undefined && type !== 'default') {
    return undefined;
  }
  if (typeof connectionString === 'string' && password === undefined) {
    return {
      key: `${CONNECTION_KEY}.connectionString`,
      value: passwordInUrl(connectionString),
    };
  }
  return {
    key: `${CONNECTION_KEY}.password`,
    value: typeof password === 'string' ? password : undefined,
  };
}

function hasHost(connection: JsonValue | undefined): boolean {
  if (typeof connection === 'string') {
    return URL.canParse(connection) && hostIn(connection) !== '';
  }
  const { type, host, connectionString } = (connection ?? {}) as JsonObject;
  return (
    (type !== undefined && type !== 'default') ||
    (typeof host === 'string' && host !== '') ||
    (typeof connectionString === 'string' && hasHost(connectionString))
  );
}

function hostIn(connection: string): string {
  const url = new URL(connection);
  return url.hostname || (url.searchParams.get('host') ?? '');
}

function passwordInUrl(connection: string): string | undefined {
  if (!URL.canParse(connection)) {
    return undefined;
  }
  return decodeURIComponent(new URL(connection).password) || undefined;
}
