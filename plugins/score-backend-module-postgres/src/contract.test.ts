import { describeDriver } from '@towpath/plugin-score-node/testUtils';
import { TestServer } from './__testUtils__/TestServer';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

const SETTINGS = {
  server: 'main',
  connectionLimit: 5,
  extensions: ['citext'],
  allowedExtensions: ['citext', 'hstore'],
};

describeDriver('postgres', {
  driver: () => server.driver(),
  can: ['rotate', 'accept', 'restore', 'purge', 'imports'],
  settings: () => SETTINGS,
  badSettings: {
    'no server': {},
    'a server that is not configured': { server: 'moon' },
    'a limit that is no whole number': { ...SETTINGS, connectionLimit: 2.5 },
    'a limit of nothing': { ...SETTINGS, connectionLimit: 0 },
    'a limit as text': { ...SETTINGS, connectionLimit: '5' },
    'an extension that is not allowed': {
      ...SETTINGS,
      extensions: ['dblink'],
    },
    'extensions that are no list': { ...SETTINGS, extensions: 'citext' },
    'a field that is not known': { ...SETTINGS, conectionLimit: 5 },
  },
  inventory: () => server.inventory(),
  existing: async () => {
    const { name, clear } = await server.makeByHand();
    return {
      what: { server: 'main', database: name },
      content: () =>
        server.as({ database: name }, async client => {
          const { rows } = await client.query(
            'select * from orders order by id',
          );
          return rows;
        }),
      clear,
    };
  },
  async adjust({ outputs }) {
    await server.sql(`alter role "${outputs.name}_a" connection limit 7`);
  },
  async disturb({ outputs }) {
    const [database, user] = [outputs.name, `${outputs.name}_a`];
    await server.sql(`alter role "${user}" connection limit 7`);
    await server.sql(`grant connect on database "${database}" to public`);
    await server.as({ database: String(database) }, client =>
      client.query('drop extension citext'),
    );
  },
});
