import { randomUUID } from 'node:crypto';
import type { Provided } from '@towpath/plugin-score-node';
import { callOf, requestOf, TestServer } from './__testUtils__/TestServer';

let server: TestServer;
const made: { clear(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await TestServer.start();
});
afterEach(async () => {
  for (const one of made.splice(0)) await one.clear();
  await server.clear();
});
afterAll(() => server.stop());

async function makeByHand(options?: { mayAct?: boolean }) {
  const one = await server.makeByHand(options);
  made.push(one);
  return one;
}

const whatOf = ({ name }: { name: string }) => ({
  server: 'main',
  database: name,
});
const plan = (database: { name: string }, request = requestOf()) =>
  server.driver().imports.plan(request, whatOf(database), callOf());
const take = (database: { name: string }, request = requestOf()) =>
  server.driver().imports.take(request, whatOf(database), callOf());

/** As a workload. */
const asWorkload = ({ outputs, secrets }: Provided, sql: string) =>
  server.as(
    {
      user: secrets!.username,
      password: secrets!.password,
      database: `${outputs.name}`,
    },
    client => client.query(sql),
  );
const as = (user: string, database: string, sql: string) =>
  server.as({ user, password: 'trial', database }, client => client.query(sql));

it('plans what changes, who can reach it, and who goes on doing so', async () => {
  const legacy = await makeByHand();
  const { changes, notes, outputs } = await plan(legacy);
  expect(outputs).toMatchObject({ name: legacy.name });
  expect(changes).toEqual(
    expect.arrayContaining([
      { field: 'database', before: legacy.name, after: legacy.name },
      { field: 'owner', before: legacy.owner, after: `${legacy.name}_owner` },
      {
        field: `objects of ${legacy.owner}`,
        before: legacy.owner,
        after: `${legacy.name}_app`,
      },
      {
        field: `access of ${legacy.reader}`,
        before: 'as granted',
        after: 'kept, as granted',
      },
      {
        field: 'access of every role of the server',
        before: 'granted',
        after: 'none',
      },
    ]),
  );
  expect(notes).toContainEqual(
    `${legacy.owner} has schema: 1, function: 1, table: 2, type: 1, view: 1 in it.`,
  );
});

it('lets workloads work with what is in it, and cuts off nobody who could', async () => {
  const legacy = await makeByHand();
  const provided = await take(legacy);
  await asWorkload(
    provided,
    `insert into orders (state, note) values ('open', 'third'); insert into shop.items (of) values (3);
     alter table orders add column seen boolean; create table mine (id int)`,
  );
  const { rows } = await as(
    legacy.reader,
    legacy.name,
    'select note from orders order by id',
  );
  expect(rows.map(({ note }) => note)).toEqual(['first', 'second', 'third']);
  // Who had it goes on as before, and what it makes can be used by workloads as well.
  await as(
    legacy.owner,
    legacy.name,
    'alter table orders add column old int; create table later as select 7 as id',
  );
  const later = await asWorkload(provided, 'select id from later');
  expect(later.rows).toEqual([{ id: 7 }]);
});

it('lets in nobody who was not there before', async () => {
  const legacy = await makeByHand();
  const other = await makeByHand();
  await take(legacy);
  await expect(as(other.reader, legacy.name, 'select 1')).rejects.toThrow(
    'permission denied for database',
  );
});

it('lets nobody in who has a right in it and could not connect', async () => {
  const legacy = await makeByHand();
  await server.sql(`revoke connect on database ${legacy.name} from public`);
  const { changes } = await plan(legacy);
  expect(changes.map(({ field }) => field)).not.toContain(
    `access of ${legacy.reader}`,
  );
  const { state } = await take(legacy);
  expect(state.guests).toEqual([legacy.owner]);
  await expect(as(legacy.reader, legacy.name, 'select 1')).rejects.toThrow(
    'permission denied for database',
  );
});

it('gives nobody the right to temporary tables who had none', async () => {
  const legacy = await makeByHand();
  await server.sql(
    `revoke all on database ${legacy.name} from public; grant connect on database ${legacy.name} to ${legacy.reader}`,
  );
  await take(legacy);
  await as(legacy.reader, legacy.name, 'select note from orders');
  await expect(
    as(legacy.reader, legacy.name, 'create temporary table mine (id int)'),
  ).rejects.toThrow('permission denied');
});

it('gives who has one table in it none of the others, and lends that one to workloads', async () => {
  const legacy = await makeByHand();
  const { reader, name } = legacy;
  await server.sql(
    `grant ${reader} to ${server.provisioner} with inherit true, set true`,
  );
  await server.as({ database: name }, client =>
    client.query(
      `create table audit (id serial primary key, note text); alter table audit owner to ${reader};
       create table secret_plans (id int); alter table secret_plans owner to ${legacy.owner}`,
    ),
  );
  const { changes, notes } = await plan(legacy);
  expect(changes).toContainEqual({
    field: `access of ${reader}`,
    before: 'as owner of objects',
    after: 'kept, as owner of objects',
  });
  expect(notes).toContainEqual(
    expect.stringContaining(`alter table public.audit owner to "${name}_app";`),
  );
  const provided = await take(legacy);
  await asWorkload(
    provided,
    `insert into audit (note) values ('seen'); create table mine (id int)`,
  );
  await as(reader, name, 'alter table audit add column old int; table audit');
  for (const table of ['secret_plans', 'mine']) {
    await expect(as(reader, name, `table ${table}`)).rejects.toThrow(
      'permission denied',
    );
  }
});

it('leaves other databases of who had it alone', async () => {
  const legacy = await makeByHand();
  const other = `${legacy.name}_other`;
  await server.sql(`create database ${other} owner ${legacy.owner}`);
  await take(legacy);
  const [{ owner }] = await server.sql<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [other],
  );
  expect(owner).toBe(legacy.owner);
});

it('sees who is let in afterwards, and shuts them out; who was there before stays', async () => {
  const legacy = await makeByHand();
  const other = await makeByHand();
  const asked = { id: randomUUID() };
  const { state } = await take(legacy, requestOf(asked));
  const request = requestOf({ ...asked, state });
  await server.sql(
    `grant connect on database ${legacy.name} to ${other.reader}`,
  );
  const driver = server.driver();
  const differences = [
    { field: `access of ${other.reader}`, before: 'granted', after: 'none' },
  ];
  expect(await driver.observe(request, callOf())).toEqual({
    status: 'changed',
    differences,
  });
  await expect(driver.accept(request, callOf())).rejects.toThrow('access of');
  await driver.apply(request, callOf());
  await expect(as(other.reader, legacy.name, 'select 1')).rejects.toThrow(
    'permission denied',
  );
  await as(legacy.reader, legacy.name, 'select 1');
  const { notes } = await driver.plan(request, callOf());
  expect(notes).toEqual([expect.stringContaining(legacy.reader)]);
});

it('rotates, and is deleted with a copy that comes back, like any other', async () => {
  const legacy = await makeByHand();
  const asked = { id: randomUUID() };
  const taken = await take(legacy, requestOf(asked));
  const driver = server.driver();
  const request = requestOf({ ...asked, state: taken.state });
  const rotated = await driver.rotate(request, callOf());
  await asWorkload(rotated, 'table orders');
  expect(rotated.state).toMatchObject({ guests: expect.any(Array) });
  const { kept } = await driver.destroy(
    requestOf({ ...asked, state: rotated.state }),
    callOf(),
  );
  await expect(plan(legacy)).rejects.toThrow('has no database');
  const back = await driver.restore(requestOf(asked), kept!.state, callOf());
  const { rows } = await asWorkload(back, 'table orders');
  expect(rows).toHaveLength(2);
});

describe('refuses', () => {
  it('what is of another resource, without changing anything', async () => {
    const legacy = await makeByHand();
    await take(legacy);
    const before = await server.inventory();
    await expect(plan(legacy)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching('it is the towpath resource'),
    });
    await expect(take(legacy)).rejects.toThrow('it is the towpath resource');
    expect(await server.inventory()).toEqual(before);
  });

  it('a database for a resource that has one already', async () => {
    const legacy = await makeByHand();
    const request = requestOf();
    await server.driver().apply(request, callOf());
    await expect(plan(legacy, request)).rejects.toThrow(
      'The resource has the database',
    );
  });

  it.each([
    ['template1', 'it is a template'],
    ['postgres', 'the portal keeps its own data in it'],
    ['moon', 'has no database "moon"'],
    [`m${'o'.repeat(60)}n`, 'is longer than'],
  ])('%s', async (name, why) => {
    await expect(plan({ name })).rejects.toThrow(why);
  });

  it('what is called as the portal calls its own', async () => {
    const name = `backstage_plugin_${randomUUID().slice(0, 8)}`;
    await server.sql(`create database "${name}" owner ${server.provisioner}`);
    await expect(plan({ name })).rejects.toThrow('its own data');
  });

  it('what the provisioning role may not act for, and says what to say to the server', async () => {
    const legacy = await makeByHand({ mayAct: false });
    await expect(plan(legacy)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(
        `grant "${legacy.owner}" to ${server.provisioner} with inherit true, set true`,
      ),
    });
  });

  it('what another server has', async () => {
    const request = requestOf();
    const what = { server: 'moon', database: 'orders' };
    const { imports } = server.driver();
    expect(imports.check(what)).toEqual([expect.stringContaining('"moon"')]);
    await expect(imports.plan(request, what, callOf())).rejects.toThrow(
      'the definition provides on "main"',
    );
  });
});

it('says what to do about what is of a role that it may not act as', async () => {
  const legacy = await makeByHand();
  await server.as({ database: legacy.name }, client =>
    client.query('create table audit (id int)'),
  );
  const { notes } = await plan(legacy);
  expect(notes).toContainEqual(
    expect.stringContaining(
      `alter table public.audit owner to "${legacy.name}_app";`,
    ),
  );
  const provided = await take(legacy);
  await expect(asWorkload(provided, 'table audit')).rejects.toThrow(
    'permission denied',
  );
  await server.as({ database: legacy.name }, client =>
    client.query(`alter table public.audit owner to "${legacy.name}_app"`),
  );
  await asWorkload(provided, 'table audit');
});
