import { TestDatabases } from '@backstage/backend-test-utils';
import postgresModule from '@towpath/plugin-score-backend-module-postgres';
import { readSealKey, Seal } from '@towpath/seal';
import { Client } from 'pg';
import createKnex, { type Knex } from 'knex';
import {
  ScoreTestPlatform,
  STORE_TOKEN,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { SecretStore } from './database/SecretStore';
import { resealSecrets } from './upkeep/resealSecrets';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const POSTGRES = `
name: postgres
title: Database
type: postgres
driver: postgres
settings: { server: shared }
holdsData: true
outputs:
  host: { type: string }
  port: { type: integer }
  name: { type: string }
  database: { type: string }
  username: { type: string, secret: true }
  password: { type: string, secret: true }
`;

const SHELF = shelfDefinition();

const WITHOUT_DATABASE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.host}
resources:
  shelf: { type: shelf }
`;

const WITH_DATABASE = `${WITHOUT_DATABASE.replace(
  'resources:',
  '      PASSWORD: ${resources.db.password}\nresources:',
)}  db: { type: postgres }
`;

let knex: Knex;
let platform: ScoreTestPlatform;
const connection = () => knex.client.config.connection;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  const { user, password, host, port, database } = connection();
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [new ShelfDriver()],
    modules: [postgresModule],
    score: {
      postgres: {
        servers: { shared: { user, password, host, port, database } },
      },
    },
    definitions: { 'postgres.yaml': POSTGRES, 'shelf.yaml': SHELF },
    people: { ada: [TEAM] },
  });
  await platform.createRepository(WITH_DATABASE);
  await platform.createApplication();
  await platform.provision(await platform.plan());
});
afterAll(() => platform?.stop());

async function find(name = 'db') {
  const { body } = await platform
    .as('ada')
    .get('/score/resources?service=shop');
  return body.items.find((one: any) => one.name === name);
}

const begin = (id: string, what: string, person = 'ada') =>
  platform
    .as(person)
    .post(`/score/resources/${id}/${what}`, { reason: 'It is time' });

/** Does it, and answers the run once it has ended. */
async function upkeep(what: string, name = 'db') {
  const { status, body } = await begin((await find(name)).id, what);
  if (status !== 201) throw new Error(body.error.message);
  return platform.waitFor(body.id, run => Boolean(run.endedAt));
}

/** What the operator of the cluster would put into the Secret of the workload. */
async function secretInCluster() {
  const { id } = await find();
  const read = async (output: string) =>
    (await platform.readStored(`dev/${id}/${output}`, STORE_TOKEN)).body.value;
  return { user: await read('username'), password: await read('password') };
}

type Who = Awaited<ReturnType<typeof secretInCluster>>;

async function ask(who: Who, sql: string) {
  const { host, port } = connection();
  const { outputs } = await find();
  const client = new Client({ host, port, ...who, database: outputs.name });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('new secrets', () => {
  it('reach the workload, while those of before work until the next time', async () => {
    const first = await secretInCluster();
    expect((await find()).abilities).toContain('rotate');
    expect(await upkeep('rotate')).toMatchObject({
      ...{ status: 'succeeded', title: 'New secrets for db of shop' },
    });
    const second = await secretInCluster();
    expect(second.password).not.toBe(first.password);
    await ask(first, 'create table orders as select 42 as id');
    expect(await ask(second, 'table orders')).toEqual([{ id: 42 }]);
    await upkeep('rotate');
    const third = await secretInCluster();
    await expect(ask(first, 'table orders')).rejects.toThrow(/password/);
    expect(await ask(second, 'table orders')).toEqual([{ id: 42 }]);
    expect(await ask(third, 'table orders')).toEqual([{ id: 42 }]);
  });

  it('are as provided then, and nothing is left to plan', async () => {
    await platform.as('ada').post('/score/looks', { service: 'shop' });
    expect((await find()).observation.status).toBe('as-provided');
    const { resources } = await platform.plan();
    expect(resources.map(({ action }: any) => action)).toEqual([
      ...['none', 'none'],
    ]);
  });

  it('are refused in words where the driver makes none', async () => {
    const { id, abilities } = await find('shelf');
    expect(abilities).not.toContain('rotate');
    const { status, body } = await begin(id, 'rotate');
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('The driver shelf makes no new secrets'),
    ]);
  });

  it('are in no answer, run or log', async () => {
    const { password } = await secretInCluster();
    const { body } = await platform.as('ada').get('/runs/runs');
    const logs = await Promise.all(
      body.items.map(({ id }: any) =>
        platform.as('ada').get(`/runs/runs/${id}/log`),
      ),
    );
    const said = JSON.stringify([
      await find(),
      body,
      logs.map(one => (one as any).body),
    ]);
    expect(said).not.toContain(password);
  });
});

describe('a kept copy', () => {
  it('is restored with what was in it, and stays when it is asked for again', async () => {
    await platform.writeScore(WITHOUT_DATABASE);
    await platform.provision(await platform.plan());
    expect(await find()).toMatchObject({
      ...{ status: 'kept', abilities: ['restore', 'remove'] },
    });
    expect(await upkeep('restore')).toMatchObject({ status: 'succeeded' });
    expect((await find()).status).toBe('provided');
    expect(await ask(await secretInCluster(), 'table orders')).toEqual([
      { id: 42 },
    ]);
    await platform.writeScore(WITH_DATABASE);
    const { resources } = await platform.plan();
    const db = resources.find(({ name }: any) => name === 'db');
    expect(db.action).toBe('none');
    await platform.provision(await platform.plan());
  });

  it('is not restored over a new one in its place', async () => {
    await platform.writeScore(WITHOUT_DATABASE);
    await platform.provision(await platform.plan());
    const { id } = await find();
    await platform.writeScore(WITH_DATABASE);
    await platform.provision(await platform.plan());
    const { status, body } = await begin(id, 'restore');
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('There is a new db in its place'),
    ]);
    await platform.writeScore(WITHOUT_DATABASE);
    await platform.provision(await platform.plan());
  });

  it('is removed for good, and nothing of it is left', async () => {
    // The server has those of other tests too.
    const rolesOf = async (database: string) =>
      knex('pg_roles').whereLike('rolname', `${database}_%`).pluck('rolname');
    for (;;) {
      const copy = await find();
      if (!copy) break;
      expect(await rolesOf(copy.outputs.name)).not.toEqual([]);
      expect(await upkeep('remove')).toMatchObject({ status: 'succeeded' });
      expect(await rolesOf(copy.outputs.name)).toEqual([]);
    }
  });
});

it('lets nobody do any of it who may not, by either door', async () => {
  const { id } = await find('shelf');
  for (const what of ['rotate', 'restore', 'remove']) {
    const { status } = await begin(id, what, 'mallory');
    expect([what, status]).toEqual([what, 403]);
  }
  for (const what of ['rotate-secrets', 'restore-copy', 'remove-copy']) {
    const { status } = await platform
      .as('mallory')
      .post(`/score/.backstage/actions/v1/actions/score:${what}/invoke`, {
        ...{ resource: id, reason: 'Because' },
      });
    expect([what, status]).toEqual([what, 403]);
  }
  expect(
    (await platform.as('mallory').post('/score/secrets/reseal')).status,
  ).toBe(403);
});

describe('sealing anew', () => {
  const old = readSealKey('test', 'k'.repeat(40));
  const newest = readSealKey('newest', 'n'.repeat(40));
  /** The plugin's own schema, as the plugin sees it. */
  const ofPlugin = createKnex({
    ...{ client: 'pg', searchPath: ['score'] },
    connection() {
      // The password is there, and left out where an object is copied.
      const { user, password, host, port, database } = connection();
      return { user, password, host, port, database };
    },
  });
  afterAll(() => ofPlugin.destroy());
  const storeWith = (...keys: ReturnType<typeof readSealKey>[]) =>
    new SecretStore({ knex: ofPlugin, seal: new Seal(keys) });
  const reseal = (store: SecretStore) =>
    resealSecrets(store, new AbortController().signal);

  it('has every secret under the newest key, opens each, and lets the old key go', async () => {
    const { id } = await find('shelf');
    const before = await storeWith(old).open(id, 'password');
    expect(await reseal(storeWith(newest, old))).toEqual({
      ...{ key: 'newest', resealed: 1, proven: 1, left: [] },
    });
    expect(await storeWith(newest).open(id, 'password')).toBe(before);
    expect(await reseal(storeWith(newest))).toMatchObject({
      ...{ resealed: 0, proven: 1 },
    });
  });

  it('names what it cannot open, and leaves it as it is', async () => {
    const { id } = await find('shelf');
    const { body } = await platform.as('ada').post('/score/secrets/reseal');
    expect(body).toMatchObject({
      ...{ key: 'test', resealed: 0, proven: 0 },
      left: [
        {
          ...{ resource: id, output: 'password', key: 'newest' },
          problem: expect.stringContaining('"newest", which is not known'),
        },
      ],
    });
    expect(await storeWith(newest).open(id, 'password')).toBeDefined();
  });
});
