import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { findClearDatabase } from './databaseTls';
import { findUnsafeSettings } from './findUnsafeSettings';

const BASE = 'backend.database.connection';
const OWN = 'backend.database.plugin.catalog.connection';

const folder = mkdtempSync(join(tmpdir(), 'authority-'));
const authority = join(folder, 'ca.pem');
writeFileSync(authority, 'an authority');
afterAll(() => rmSync(folder, { recursive: true }));

const config = (database: JsonObject) =>
  new ConfigReader({ backend: { database: { client: 'pg', ...database } } });

const keysOf = (database: JsonObject) =>
  findClearDatabase(config(database)).map(({ key }) => key);

const remote = (more: JsonObject) => ({
  connection: { host: 'db.corp.example', password: 'x', ...more },
});

const named = (end: string) => ({
  connection: `postgres://u:p@db.corp.example/x${end}`,
});

const ofPlugin = (
  own: JsonObject[string],
  base: JsonObject = remote({ ssl: true }),
) => ({
  ...base,
  plugin: { catalog: { connection: own } },
});

const variables = ['PGSSLMODE', 'PGHOST'];
const before = variables.map(name => process.env[name]);
beforeEach(() => variables.forEach(name => delete process.env[name]));
afterAll(() =>
  variables.forEach((name, i) => {
    if (before[i] === undefined) delete process.env[name];
    else process.env[name] = before[i];
  }),
);

it.each<[string, JsonObject]>([
  ['TLS with the authorities of Node', remote({ ssl: true })],
  ['TLS as a text, from a variable', remote({ ssl: 'true' })],
  ['an authority of its own', remote({ ssl: { ca: 'pem' } })],
  [
    'a certificate of the portal, checked by another name',
    remote({ ssl: { cert: 'pem', key: 'pem', servername: 'db' } }),
  ],
  ['TLS of a version', remote({ ssl: { minVersion: 'TLSv1.3' } })],
  ['verify-full in a string', named('?sslmode=verify-full')],
  ['ssl in a string', named('?ssl=true')],
  ['an authority in a string', named(`?sslrootcert=${authority}`)],
  [
    'a string among members',
    { connection: { connectionString: named('?ssl=1').connection } },
  ],
  ['a socket', { connection: { host: '/var/run/postgresql' } }],
  [
    'a socket in a string',
    { connection: 'postgres:///x?host=/var/run/postgresql' },
  ],
  ['a socket as an address', { connection: 'socket:/var/run/postgresql?db=x' }],
  ['this machine', { connection: { host: 'localhost', port: 5432 } }],
  ['this machine by number', { connection: { host: '127.0.0.1' } }],
  ['this machine in a string', { connection: 'postgres://u:p@[::1]:5432/x' }],
  [
    'a connector with a tunnel',
    { connection: { type: 'cloudsql', instance: 'p:r:i' } },
  ],
  ['a plugin with a database of its own', ofPlugin({ database: 'other' })],
  [
    'a plugin at another host, TLS from all',
    ofPlugin({ host: 'other.corp.example' }),
  ],
  [
    'a plugin over a string, TLS from all',
    ofPlugin({ host: 'other.corp.example' }, named('?sslmode=verify-full')),
  ],
])('a database may be reached by %s', (_, database) => {
  expect(keysOf(database)).toEqual([]);
});

it.each<[string, string, JsonObject]>([
  ['nothing about TLS', `${BASE}.ssl`, remote({})],
  ['TLS switched off', `${BASE}.ssl`, remote({ ssl: false })],
  ['TLS switched off in words', `${BASE}.ssl`, remote({ ssl: 'false' })],
  [
    'TLS in words that are not known',
    `${BASE}.ssl`,
    remote({ ssl: 'require' }),
  ],
  [
    'a mode that counts in strings alone',
    `${BASE}.ssl`,
    remote({ sslmode: 'verify-full' }),
  ],
  [
    'no check, in a word',
    `${BASE}.ssl.rejectUnauthorized`,
    remote({ ssl: 'no-verify' }),
  ],
  [
    'no check',
    `${BASE}.ssl.rejectUnauthorized`,
    remote({ ssl: { ca: 'pem', rejectUnauthorized: false } }),
  ],
  [
    'no check, as a text',
    `${BASE}.ssl.rejectUnauthorized`,
    remote({ ssl: { rejectUnauthorized: 'false' } }),
  ],
  [
    'ciphers of its own',
    `${BASE}.ssl.ciphers`,
    remote({ ssl: { ciphers: 'NULL' } }),
  ],
  [
    'an old version',
    `${BASE}.ssl.minVersion`,
    remote({ ssl: { minVersion: 'TLSv1' } }),
  ],
  ['a string without a mode', `${BASE}.sslmode`, named('')],
  [
    'a string that switches it off',
    `${BASE}.sslmode`,
    named('?sslmode=disable'),
  ],
  ['a string with ssl=0', `${BASE}.sslmode`, named('?ssl=0')],
  ['a string without a check', `${BASE}.sslmode`, named('?sslmode=no-verify')],
  [
    'a string with a mode of libpq, which checks nothing',
    `${BASE}.sslmode`,
    named('?uselibpqcompat=true&sslmode=require'),
  ],
  [
    'a string with a mode of libpq, which checks no name',
    `${BASE}.sslmode`,
    named(`?uselibpqcompat=true&sslmode=verify-ca&sslrootcert=${authority}`),
  ],
  [
    'a string that names its host at the end',
    `${BASE}.sslmode`,
    { connection: 'postgres://localhost/x?host=db.corp.example' },
  ],
  [
    'a string with an authority that is not there',
    `${BASE}.sslmode`,
    named('?sslrootcert=/gone.pem'),
  ],
  [
    'a string among members, which wins over them',
    `${BASE}.connectionString.sslmode`,
    remote({
      ssl: true,
      connectionString: named('?sslmode=disable').connection,
    }),
  ],
  [
    'a name that only looks like this machine',
    `${BASE}.ssl`,
    { connection: { host: 'localhost.corp.example' } },
  ],
  [
    'a name below localhost, which a resolver may send anywhere',
    `${BASE}.ssl`,
    { connection: { host: 'db.localhost' } },
  ],
  [
    'a connector that brings a password alone',
    `${BASE}.ssl`,
    remote({ type: 'rds' }),
  ],
  ['a plugin that switches it off', `${OWN}.ssl`, ofPlugin({ ssl: false })],
  [
    'a plugin that leaves this machine',
    `${OWN}.ssl`,
    ofPlugin(
      { host: 'db.corp.example' },
      { connection: { host: 'localhost' } },
    ),
  ],
  [
    'a plugin with a string, whose host is another',
    `${OWN}.sslmode`,
    ofPlugin(named('').connection, { connection: { host: 'localhost' } }),
  ],
  [
    'a plugin over a string of this machine',
    `${OWN}.ssl`,
    ofPlugin(
      { host: 'db.corp.example' },
      { connection: 'postgres://localhost/x' },
    ),
  ],
])('a database with %s is refused', (_, key, database) => {
  expect(keysOf(database)).toEqual([key]);
});

it.each([
  ['verify-full', []],
  ['no-verify', [`${BASE}.ssl.rejectUnauthorized`]],
  ['disable', [`${BASE}.ssl`]],
])('PGSSLMODE=%s counts where the configuration is silent', (mode, keys) => {
  process.env.PGSSLMODE = mode;
  expect(keysOf(remote({}))).toEqual(keys);
  expect(keysOf(remote({ ssl: true }))).toEqual([]);
});

it('PGHOST takes a connection without a host elsewhere', () => {
  process.env.PGHOST = 'db.corp.example';
  expect(keysOf({ connection: { user: 'towpath' } })).toEqual([`${BASE}.ssl`]);
});

it('a plugin with another kind of database is refused by its client', () => {
  const plugin = {
    catalog: { client: 'better-sqlite3', connection: ':memory:' },
  };
  const database = { client: 'pg', ...remote({ ssl: true }), plugin };
  const found = findUnsafeSettings(
    new ConfigReader({
      towpath: { mode: 'production' },
      backend: { database },
    }),
    [],
  );
  expect(found.map(({ key }) => key)).toContain(
    'backend.database.plugin.catalog.client',
  );
});

it('who accepts a string for its TLS has not accepted its password', () => {
  const keys = findUnsafeSettings(
    new ConfigReader({
      towpath: {
        mode: 'production',
        acceptRisks: [
          { key: `${BASE}.sslmode`, reason: 'a tunnel of the host' },
        ],
      },
      backend: {
        database: { client: 'pg', connection: 'postgres://u:short@db/x' },
      },
    }),
    [],
  ).map(({ key }) => key);
  expect(keys).toContain(BASE);
  expect(keys).not.toContain(`${BASE}.sslmode`);
});

it('never repeats a password, also of what cannot be read', () => {
  const told = JSON.stringify([
    findClearDatabase(config(named('?sslrootcert=/gone.pem'))),
    findClearDatabase(config({ connection: 'postgres://u:hunter2@[broken/x' })),
  ]);
  expect(told).not.toMatch(/hunter2|u:p@/);
});
