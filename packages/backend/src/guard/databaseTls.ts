import { isIP } from 'node:net';
import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import { Client } from 'pg';
import type { UnsafeSetting } from './UnsafeSetting';
import { asObject, membersAt, unknownMembers } from './values';

const DATABASE = 'backend.database';

/** What leaves the check of the server's certificate as it is. */
const KNOWN = [
  ...['ca', 'cert', 'key', 'minVersion', 'passphrase', 'pfx'],
  ...['rejectUnauthorized', 'servername'],
];

const REMEDY =
  'set ssl: true, or ssl.ca with an authority of your own; in a connection string, sslmode=verify-full';

/** What of a plugin's own connection can change where it goes, and how. */
const TELLING = ['connectionString', 'host', 'ssl', 'type'];

interface Connection {
  /** Where it stands, as `backend.database.plugin.catalog.connection`. */
  key: string;
  /** As it is written there. */
  said: JsonValue;
  /** As it is used: over what stands for all. */
  value: JsonValue;
}

/**
 * Connections to PostgreSQL that go over a network without TLS, or without a check of who answers:
 * the one for all plugins, and those of single ones. As the client of PostgreSQL reads them, with
 * its variables (`PGSSLMODE`, `PGHOST`).
 */
export function findClearDatabase(config: Config): UnsafeSetting[] {
  return connectionsOf(config).flatMap(findClear);
}

function connectionsOf(config: Config): Connection[] {
  const key = `${DATABASE}.connection`;
  const base = config.getOptional<JsonValue>(key);
  const baseClient = config.getOptional<JsonValue>(`${DATABASE}.client`);
  const own = membersAt(config, `${DATABASE}.plugin`).flatMap(plugin => {
    const { client = baseClient, connection } = asObject(plugin.value);
    if (!tells(connection)) return [];
    // Another kind of database has no part in what stands for all.
    const below = client === baseClient ? base : undefined;
    return {
      key: `${plugin.key}.connection`,
      said: connection!,
      value: layOver(below, connection!),
    };
  });
  return [
    ...(base === undefined ? [] : [{ key, said: base, value: base }]),
    ...own,
  ];
}

function tells(connection: JsonValue | undefined): boolean {
  return (
    typeof connection === 'string' ||
    TELLING.some(name => name in asObject(connection))
  );
}

/** As Backstage lays one over the other. */
function layOver(base: JsonValue | undefined, own: JsonValue): JsonObject {
  const below = typeof base === 'string' ? partsOf(base) : asObject(base);
  return typeof own === 'string'
    ? { ...below, connectionString: own }
    : { ...below, ...asObject(own) };
}

function partsOf(connectionString: string): JsonObject {
  const read = readAsClient(connectionString);
  return 'unreadable' in read
    ? {}
    : { host: read.host, ssl: read.ssl as JsonValue };
}

function findClear({ key, said, value }: Connection): UnsafeSetting[] {
  // Its connector brings a tunnel of its own.
  if (asObject(value).type === 'cloudsql') return [];
  const at = keyOfTls(key, said);
  const read = readAsClient(value);
  if ('unreadable' in read) {
    return [
      {
        key: at,
        problem: `cannot be read: ${read.unreadable}`,
        remedy: 'mend it',
      },
    ];
  }
  if (staysHere(read.host)) return [];
  return findUnverified(at, read.ssl);
}

function keyOfTls(key: string, said: JsonValue): string {
  // Not the string itself: who accepts it for its TLS has not accepted its password.
  if (typeof said === 'string') return `${key}.sslmode`;
  return asObject(said).connectionString === undefined
    ? `${key}.ssl`
    : `${key}.connectionString.sslmode`;
}

type ReadConnection = { host: string; ssl: unknown } | { unreadable: string };

/** Opens nothing: a client connects when it is told to. */
function readAsClient(connection: JsonValue): ReadConnection {
  try {
    // The client hides keys in what it is given.
    const { host, ssl } = new Client(structuredClone(connection) as string);
    return { host, ssl };
  } catch (error) {
    // The message may repeat the connection, with its password.
    return {
      unreadable: String((error as { code?: string }).code ?? 'it is none'),
    };
  }
}

/** A Unix socket, or this machine by its loopback. */
function staysHere(host: string): boolean {
  if (host.startsWith('/')) return true;
  const inUrl = `http://${isIP(host) === 6 ? `[${host}]` : host}`;
  const name = URL.canParse(inUrl) ? new URL(inUrl).hostname : '';
  return /^(localhost\.?|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name);
}

function findUnverified(key: string, ssl: unknown): UnsafeSetting[] {
  if (ssl === true) return [];
  if (!ssl) {
    return [
      {
        key,
        problem: 'lets passwords and data go in clear over the network',
        remedy: REMEDY,
      },
    ];
  }
  if (typeof ssl !== 'object') {
    return [
      { key, problem: 'says nothing about TLS that is known', remedy: REMEDY },
    ];
  }
  return findLoose(key, ssl as JsonObject);
}

function findLoose(key: string, ssl: JsonObject): UnsafeSetting[] {
  const { rejectUnauthorized, minVersion } = ssl;
  const unsafe = unknownMembers(ssl, key, KNOWN);
  if (rejectUnauthorized !== undefined && rejectUnauthorized !== true) {
    unsafe.push({
      key: `${key}.rejectUnauthorized`,
      problem: 'is not true, so anybody may answer as the database',
      remedy: REMEDY,
    });
  }
  if (minVersion !== undefined && !/^TLSv1\.[23]$/.test(String(minVersion))) {
    unsafe.push({
      key: `${key}.minVersion`,
      problem: 'lets old versions of TLS in',
      remedy: 'remove it, or set TLSv1.2 or TLSv1.3',
    });
  }
  // A string has no members that a person could find.
  return key.endsWith('.sslmode')
    ? unsafe.slice(0, 1).map(one => ({ ...one, key, remedy: REMEDY }))
    : unsafe;
}
