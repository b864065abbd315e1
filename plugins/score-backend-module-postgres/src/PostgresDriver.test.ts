import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { until } from '@towpath/test-kit';
import type { Provided } from '@towpath/plugin-score-node';
import { HoldingProxy } from './__testUtils__/HoldingProxy';
import {
  callOf,
  driverOf,
  requestOf,
  TestServer,
  type Asked,
} from './__testUtils__/TestServer';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(async () => {
  await server.clear();
  await server.stop();
});

const call = callOf();
const nameOf = ({ outputs }: Provided) => String(outputs.name);

/** Who a workload is, and where it connects to. */
const userOf = (provided: Provided) => ({
  user: provided.secrets!.username,
  password: provided.secrets!.password,
  database: nameOf(provided),
});

/** Whether a workload can work with what it was given. */
const work = (provided: Provided) =>
  server.as(userOf(provided), async client => {
    const { rows } = await client.query('select session_user as name');
    return rows;
  });

async function apply(asked: Asked = {}) {
  const whole = { id: randomUUID(), ...asked };
  const provided = await server.driver().apply(requestOf(whole), call);
  return { provided, asked: { ...whole, state: provided.state } };
}

const observe = (asked: Asked) =>
  server.driver().observe(requestOf(asked), call);

describe('a user', () => {
  it('makes tables, and owns neither its database nor anything of the server', async () => {
    const { provided } = await apply();
    await server.as(userOf(provided), async client => {
      await client.query('create table orders (id int)');
      await client.query('insert into orders values (1)');
      const name = `"${nameOf(provided)}"`;
      for (const forbidden of [
        `alter database ${name} connection limit 1`,
        `alter database ${name} rename to mine`,
        'create database mine',
        'create role mine',
        `set role "${nameOf(provided)}_owner"`,
        'create extension hstore',
        'create schema mine',
        'drop schema public',
      ]) {
        await expect(client.query(forbidden)).rejects.toMatchObject({
          code: expect.stringMatching(/^(42501|55006|2BP01)$/),
        });
      }
    });
  });

  it('cannot let anybody else in', async () => {
    const { provided, asked } = await apply();
    await server.as(userOf(provided), client =>
      client.query(`grant connect on database "${nameOf(provided)}" to public`),
    );
    await expect(observe(asked)).resolves.toEqual({ status: 'as-provided' });
  });

  it('of another service can neither connect to it nor become it', async () => {
    const { provided: mine } = await apply();
    const { provided: other } = await apply({ service: 'order-service' });
    await expect(
      server.as({ ...userOf(other), database: nameOf(mine) }, async () => {}),
    ).rejects.toMatchObject({ code: '42501' });
    await server.as(userOf(other), client =>
      expect(
        client.query(`set role "${nameOf(mine)}_app"`),
      ).rejects.toMatchObject({ code: '42501' }),
    );
  });

  it('has as many connections as it was given', async () => {
    const { provided } = await apply({ settings: { connectionLimit: 1 } });
    await server.as(userOf(provided), async () => {
      await expect(
        server.as(userOf(provided), async () => {}),
      ).rejects.toMatchObject({ code: '53300' });
    });
  });

  it('cannot have its functions run as the provisioning role', async () => {
    const { provided, asked } = await apply();
    await server.as(userOf(provided), async client => {
      await client.query('create table seen (who text)');
      await client.query(
        `create function has_schema_privilege(oid, oid, text) returns boolean language plpgsql as
         $$ begin insert into public.seen values (session_user); return true; end $$`,
      );
      await expect(observe(asked)).resolves.toEqual({ status: 'as-provided' });
      const { rows } = await client.query('select * from seen');
      expect(rows).toEqual([]);
    });
  });
});

describe('names', () => {
  it.each([
    ['quotes', { service: `o"'; drop role x; --`, name: `d'b"` }],
    [
      'other alphabets',
      { service: 'платежи', name: 'база', environment: '開発' },
    ],
    ['accents', { service: 'Zahlung-Über', name: 'Dépôt' }],
    ['what PostgreSQL keeps for itself', { service: 'pg_pg_admin' }],
    ['more than fits', { service: 's'.repeat(300), name: 'n'.repeat(300) }],
    ['nothing that stays', { service: '---', environment: '_', name: '.' }],
  ])('with %s become one database', async (_, asked) => {
    const { provided, asked: again } = await apply(asked);
    expect(nameOf(provided)).toMatch(/^[a-z0-9_]{10,43}$/);
    await expect(work(provided)).resolves.toHaveLength(1);
    await expect(observe(again)).resolves.toEqual({ status: 'as-provided' });
    await server.driver().destroy(requestOf(again), call);
  });

  it('can be read by people', async () => {
    const { provided } = await apply();
    expect(nameOf(provided)).toMatch(/^payment_service_dev_db_[0-9a-f]{8}$/);
  });

  it('that are long and begin alike stay apart', async () => {
    const [one, two] = await Promise.all([
      apply({ service: `${'s'.repeat(80)}-one` }),
      apply({ service: `${'s'.repeat(80)}-two` }),
    ]);
    expect(nameOf(one.provided)).not.toBe(nameOf(two.provided));
  });

  it('of a service that was renamed stay what they were', async () => {
    const { provided, asked } = await apply();
    const renamed = { ...asked, service: 'payments', name: 'store' };
    const again = await server.driver().apply(requestOf(renamed), call);
    expect(again.outputs).toEqual(provided.outputs);
    expect(again.secrets).toBeUndefined();
  });
});

describe('what belongs to somebody else', () => {
  /** A resource, and what its database is going to be called. */
  async function planned() {
    const asked = { id: randomUUID() };
    const { outputs } = await server.driver().plan(requestOf(asked), call);
    return { asked, name: String(outputs.name) };
  }

  it('is left alone: a database of that name', async () => {
    const { asked, name } = await planned();
    await server.sql(`create database "${name}" template template0`);
    try {
      for (const method of ['plan', 'apply', 'observe', 'destroy'] as const) {
        await expect(
          server.driver()[method](requestOf(asked), call),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining(
            `a database "${name}" that is not of this resource`,
          ),
        });
      }
    } finally {
      await server.sql(`drop database "${name}"`);
    }
  });

  it('is left alone: a role of that name', async () => {
    const { asked, name } = await planned();
    await server.sql(`create role "${name}_a" login`);
    await server.sql(`comment on role "${name}_a" is 'of the billing team'`);
    try {
      await expect(
        server.driver().apply(requestOf(asked), call),
      ).rejects.toThrow(
        `a role "${name}_a" that is not of this resource: its comment is "of the billing team"`,
      );
    } finally {
      await server.sql(`drop role "${name}_a"`);
    }
  });
});

describe('a password', () => {
  it('is never sent to the server, which would log it', async () => {
    const target = server.config() as { host: string; port: number };
    const proxy = await HoldingProxy.start(target, Infinity);
    const provided = await server
      .driver({ port: proxy.port })
      .apply(requestOf(), call);
    await proxy.stop();
    expect(proxy.sent).toContain('login password');
    expect(proxy.sent).not.toContain(provided.secrets!.password);
    await expect(work(provided)).resolves.toHaveLength(1);
  });

  it('whose answer was lost is made anew, also when an older one is known', async () => {
    const { asked } = await apply();
    // Somebody applied without the state: the password that is known is not the one that works.
    await server
      .driver()
      .apply(requestOf({ ...asked, state: undefined }), call);
    await expect(observe(asked)).resolves.toMatchObject({
      status: 'changed',
      differences: [{ field: 'password of user a' }],
    });
    const again = await server.driver().apply(requestOf(asked), call);
    await expect(work(again)).resolves.toHaveLength(1);
  });

  it.each([
    ['may not log in', 'nologin'],
    ['has run out', `valid until '2001-01-01'`],
  ])('is made anew for a user that %s', async (_, change) => {
    const { provided, asked } = await apply();
    await server.sql(`alter role "${provided.secrets!.username}" ${change}`);
    await expect(observe(asked)).resolves.toMatchObject({
      status: 'changed',
      differences: [{ field: 'password of user a', before: 'cannot log in' }],
    });
    const again = await server.driver().apply(requestOf(asked), call);
    await expect(work(again)).resolves.toHaveLength(1);
  });

  it('is rotated while the old one works, and sessions go on', async () => {
    const { provided: first, asked } = await apply();
    await server.as(userOf(first), async session => {
      await session.query('create table orders (id int)');
      const second = await server.driver().rotate(requestOf(asked), call);
      await session.query('insert into orders values (1)');
      await server.as(userOf(first), one => one.query('table orders'));
      await server.as(userOf(second), async one => {
        await one.query('alter table orders add column note text');
        await one.query('create table of_second (id int)');
      });
      await session.query('drop table of_second');

      const known = { ...asked, state: second.state };
      const third = await server.driver().rotate(requestOf(known), call);
      await server.as(userOf(second), one => one.query('table orders'));
      await server.as(userOf(third), one => one.query('table orders'));
      await expect(
        server.as(userOf(first), async () => {}),
      ).rejects.toMatchObject({ code: '28P01' });
    });
  });
});

describe('what differs', () => {
  it.each([
    [
      'access of every role of the server',
      (name: string) => `grant temporary on database "${name}" to public`,
    ],
    [
      'access of its users',
      (name: string) =>
        `revoke connect on database "${name}" from "${name}_app"`,
    ],
    [
      'connections',
      (name: string) => `alter database "${name}" allow_connections false`,
    ],
    [
      'connection limit of user b',
      (name: string) => `alter role "${name}_b" connection limit -1`,
    ],
    [
      'rights of user a',
      (name: string) =>
        `set role ${server.provisioner}; revoke "${name}_app" from "${name}_a"; reset role`,
    ],
    [
      'role that user a acts as',
      (name: string) =>
        `alter role "${name}_a" in database "${name}" reset role`,
    ],
    ['mark', (name: string) => `comment on database "${name}" is null`],
    ['user b', (name: string) => `drop role "${name}_b"`],
    [
      'right of the provisioning role to act as the owner',
      (name: string) =>
        `set role ${server.provisioner}; revoke "${name}_owner" from current_user granted by current_user; reset role`,
    ],
  ])('is found and mended: %s', async (field, change) => {
    const { provided, asked } = await apply();
    await server.sql(change(nameOf(provided)));
    await expect(observe(asked)).resolves.toMatchObject({
      status: 'changed',
      differences: expect.arrayContaining([expect.objectContaining({ field })]),
    });
    const mended = await server.driver().apply(requestOf(asked), call);
    await expect(observe({ ...asked, state: mended.state })).resolves.toEqual({
      status: 'as-provided',
    });
  });

  it('is found, and refused where it takes a superuser to mend it', async () => {
    const { provided, asked } = await apply();
    const name = nameOf(provided);
    await server.sql(`alter database "${name}" owner to current_user`);
    await expect(observe(asked)).resolves.toMatchObject({
      differences: [{ field: 'owner', after: `${name}_owner` }],
    });
    await expect(
      server.driver().apply(requestOf(asked), call),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('databases-for-services.md'),
    });
    await server.sql(`alter database "${name}" owner to "${name}_owner"`);
  });

  it('is a user that was dropped, whose tables are there for the next', async () => {
    const { provided, asked } = await apply();
    await server.as(userOf(provided), client =>
      client.query('create table orders (id int)'),
    );
    await server.sql(`drop role "${provided.secrets!.username}"`);
    const again = await server.driver().apply(requestOf(asked), call);
    await expect(
      server.as(userOf(again), client => client.query('table orders')),
    ).resolves.toMatchObject({ rows: [] });
  });
});

describe('what was filled in', () => {
  it.each([
    [
      'connectionLimit',
      { connectionLimit: '1; create role intruder login -- ${' },
    ],
    [
      'extensions',
      { extensions: ['pg_trgm'], allowedExtensions: ['${context}'] },
    ],
    ['extensions', { extensions: '${' }],
    ['server', { server: 'main${' }],
  ])(
    'is checked though it looks as if it were not yet: %s %j',
    async (field, settings) => {
      const asked = requestOf({ settings });
      const driver = server.driver();
      const refusal = {
        name: 'InputError',
        message: expect.stringContaining(`settings.${field}`),
      };
      await expect(driver.plan(asked, call)).rejects.toMatchObject(refusal);
      await expect(driver.apply(asked, call)).rejects.toMatchObject(refusal);
      expect(driver.checkSettings(asked.settings)).toEqual([]);
      await expect(
        server.sql(`select from pg_roles where rolname = 'intruder'`),
      ).resolves.toEqual([]);
    },
  );
});

describe('extensions', () => {
  const asking = (extensions: string[]) =>
    server
      .driver()
      .plan(
        requestOf({ settings: { extensions, allowedExtensions: extensions } }),
        call,
      );

  it('that the server lacks, or that only a superuser may make, are refused before anything is made', async () => {
    await expect(asking(['timescaledb'])).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        '"timescaledb", which the server does not have',
      ),
    });
    await expect(asking(['dblink'])).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        '"dblink", which only a superuser may make',
      ),
    });
  });

  it('are added to a database that is there', async () => {
    const { provided, asked } = await apply();
    const settings = {
      extensions: ['pg_trgm', 'uuid-ossp'],
      allowedExtensions: ['pg_trgm', 'uuid-ossp'],
    };
    const more = { ...asked, settings };
    const { changes } = await server.driver().plan(requestOf(more), call);
    expect(changes.map(({ field }) => field)).toEqual([
      'extension pg_trgm',
      'extension uuid-ossp',
    ]);
    await server.driver().apply(requestOf(more), call);
    await expect(
      server.as(userOf(provided), client =>
        client.query(`select similarity('a', 'b'), uuid_generate_v4()`),
      ),
    ).resolves.toMatchObject({ rowCount: 1 });
  });
});

describe('deleting', () => {
  it('ends sessions, keeps what is in it for its time, and gives it back', async () => {
    const { provided, asked } = await apply();
    const driver = server.driver({ keepForDays: 7 });
    const { kept } = await server.as(userOf(provided), async session => {
      await session.query('create table orders as select 42 as id');
      const destroyed = await driver.destroy(requestOf(asked), call);
      await expect(session.query('table orders')).rejects.toThrow();
      return destroyed;
    });
    const days = (Date.parse(kept!.until) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    for (const database of [nameOf(provided), String(kept!.state.kept)]) {
      await expect(
        server.as({ ...userOf(provided), database }, async () => {}),
      ).rejects.toThrow();
    }
    const back = await driver.restore(
      requestOf({ id: asked.id }),
      kept!.state,
      call,
    );
    expect(back.outputs).toEqual(provided.outputs);
    await server.as(userOf(back), async client => {
      const { rows } = await client.query('table orders');
      expect(rows).toEqual([{ id: 42 }]);
    });
  });

  it('is undone by the command that it names', async () => {
    const { provided, asked } = await apply();
    await server.as(userOf(provided), client =>
      client.query('create table orders as select 42 as id'),
    );
    const { kept } = await server.driver().destroy(requestOf(asked), call);
    const [, command] = /(alter database [^;]+;)/.exec(kept!.restore)!;
    await server.as({ user: server.provisioner, password: 'trial' }, client =>
      client.query(command),
    );
    const back = await server.driver().apply(requestOf({ id: asked.id }), call);
    await expect(
      server.as(userOf(back), client => client.query('table orders')),
    ).resolves.toMatchObject({ rows: [{ id: 42 }] });
  });

  it('keeps the old one beside a new one of the same resource, each for itself', async () => {
    const { asked } = await apply();
    const driver = server.driver();
    const { kept } = await driver.destroy(requestOf(asked), call);
    const plan = await driver.plan(requestOf({ id: asked.id }), call);
    expect(plan.notes).toEqual([
      expect.stringContaining(`kept as "${kept!.state.kept}"`),
    ]);
    const again = await driver.apply(requestOf({ id: asked.id }), call);
    await expect(
      driver.restore(requestOf({ id: asked.id }), kept!.state, call),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await driver.purge(kept!.state, call);
    await expect(work(again)).resolves.toHaveLength(1);
    await expect(
      driver.restore(
        requestOf({ id: asked.id }),
        { ...kept!.state, resource: 'x' },
        call,
      ),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('says who is still in it, and goes on when they have left', async () => {
    const { provided, asked } = await apply();
    const destroy = () => server.driver().destroy(requestOf(asked), call);
    await server.as({ database: nameOf(provided) }, async () => {
      await expect(destroy()).rejects.toThrow(/still in it: towpath/);
    });
    const { kept } = await until('it can be put away', destroy);
    expect(kept).toBeDefined();
  });

  it('never drops what somebody else has put under the name of what was kept', async () => {
    const { asked } = await apply();
    const { kept } = await server.driver().destroy(requestOf(asked), call);
    const name = `"${kept!.state.kept}"`;
    await server.sql(`comment on database ${name} is 'of the billing team'`);
    await server
      .driver()
      .purge(kept!.state, call)
      .catch(() => undefined);
    await expect(
      server.sql('select 1 from pg_database where datname = $1', [
        kept!.state.kept,
      ]),
    ).resolves.toHaveLength(1);
  });
});

describe('a server', () => {
  const asking = (driver = server.driver()) => driver.apply(requestOf(), call);

  it('that nobody listens at could not be asked', async () => {
    await expect(asking(server.driver({ port: 1 }))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        '"main" (127.0.0.1:1) could not be asked',
      ),
    });
  });

  it('that lets us not in could not be asked, and the password is not said', async () => {
    await expect(
      asking(server.driver({ password: 'wrong-one' })),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.not.stringContaining('wrong-one'),
    });
  });

  it('that accepts and never answers is given up', async () => {
    const sockets: Socket[] = [];
    const silent = createServer(socket => sockets.push(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const patience = { connectMs: 200, statementMs: 200 };
    await expect(
      asking(server.driver({ port }, patience)),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('that falls silent in the middle ends with the run that is cancelled', async () => {
    const target = server.config() as { host: string; port: number };
    const proxy = await HoldingProxy.start(target, 4);
    const controller = new AbortController();
    const reason = new Error('cancelled');
    void proxy.held.then(() => controller.abort(reason));
    await expect(
      server
        .driver({ port: proxy.port })
        .apply(requestOf(), callOf(controller.signal)),
    ).rejects.toBe(reason);
    await proxy.stop();
  });

  it('on which the provisioning role lacks rights is not asked again', async () => {
    await server.sql(`alter role ${server.provisioner} nocreaterole`);
    try {
      await expect(asking()).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('lacks a right'),
      });
    } finally {
      await server.sql(`alter role ${server.provisioner} createrole`);
    }
  });

  it('does not take a database with it when settings name another', async () => {
    const { asked } = await apply();
    const two = driverOf({ main: server.config(), other: server.config() });
    const settings = { server: 'other' };
    await expect(
      two.plan(requestOf({ ...asked, settings }), call),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('does not move by itself'),
    });
  });

  it('that lacks something is named, and refuses only its own resources', async () => {
    const { host: _host, ...broken } = server.config();
    const driver = driverOf({ main: server.config(), broken });
    expect(driver.checkSettings({ server: 'broken' })).toEqual([
      expect.stringContaining(
        "score.postgres.servers.broken cannot be used: Missing required config value at 'score.postgres.servers.broken.host'",
      ),
    ]);
    expect(driver.checkSettings({ server: 'main' })).toEqual([]);
    expect(driver.checkSettings({ server: '${context.server}' })).toEqual([]);
  });

  it('is told to workloads by the address that they have', async () => {
    const driver = server.driver({
      advertisedHost: 'db.internal',
      advertisedPort: 6432,
    });
    const { outputs } = await driver.plan(requestOf(), call);
    expect(outputs).toMatchObject({ host: 'db.internal', port: 6432 });
  });
});

it('lets many ask for different ones at once', async () => {
  const all = await Promise.all(
    [...Array(6).keys()].map(at => apply({ service: `service-${at}` })),
  );
  expect(new Set(all.map(({ provided }) => nameOf(provided))).size).toBe(6);
});
