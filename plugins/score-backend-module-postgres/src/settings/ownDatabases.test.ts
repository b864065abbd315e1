import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { ownDatabases } from './ownDatabases';

const namesOf = (database: JsonObject) =>
  ownDatabases(
    new ConfigReader({ backend: { database: { client: 'pg', ...database } } }),
  ).names;

const fields = { host: 'db', user: 'portal', password: 'trial' };

it.each<[string, JsonObject]>([
  ['as a field', { connection: { ...fields, database: 'a portal' } }],
  [
    'as a URL',
    { connection: 'postgres://portal:trial@db:5432/a%20portal?x=1' },
  ],
  [
    'as a URL among fields',
    { connection: { connectionString: 'postgres://portal@db/a%20portal' } },
  ],
  [
    'of one plugin',
    {
      connection: fields,
      plugin: { catalog: { connection: { database: 'a portal' } } },
    },
  ],
  [
    'of one plugin, as a URL',
    {
      connection: fields,
      plugin: { catalog: { connection: 'postgres://db/a%20portal' } },
    },
  ],
])('knows the database of the portal %s', (_, database) => {
  expect(namesOf(database)).toContain('a portal');
});

it('knows the one that PostgreSQL takes where none is named', () => {
  expect(namesOf({ connection: fields })).toEqual(['portal']);
});

it('leaves alone what is no PostgreSQL', () => {
  const connection = ':memory:';
  expect(namesOf({ client: 'better-sqlite3', connection })).toEqual([]);
});

it('knows databases of plugins by how they begin', () => {
  const database = { client: 'pg', connection: fields, prefix: 'portal_' };
  const config = new ConfigReader({ backend: { database } });
  expect(ownDatabases(config).prefixes).toEqual(['portal_']);
});
