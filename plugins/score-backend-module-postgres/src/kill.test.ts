import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type {
  DriverCall,
  Provided,
  ResourceDriver,
} from '@towpath/plugin-score-node';
import { HoldingProxy } from './__testUtils__/HoldingProxy';
import {
  callOf,
  requestOf,
  TestServer,
  type Asked,
} from './__testUtils__/TestServer';

// Jest compiles what the process cannot load as it stands.
const TRANSFORM = require.resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);
const PROGRAM = join(__dirname, '__testUtils__/applyProcess.ts');
const SETTINGS = { extensions: ['citext'], allowedExtensions: ['citext'] };
const CUT = new Error('The run was cancelled');

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(async () => {
  await server.clear();
  await server.stop();
});

const newAsked = (): Asked => ({ id: randomUUID(), settings: SETTINGS });

const proxyAfter = (statements: number) =>
  HoldingProxy.start(
    server.config() as { host: string; port: number },
    statements,
  );

/** Applies in a process of its own, and kills it when so many statements have been sent. */
async function applyAndKill(asked: Asked, statements: number): Promise<void> {
  const proxy = await proxyAfter(statements);
  const settings = { asked, server: server.config({ port: proxy.port }) };
  const child = spawn(
    process.execPath,
    ['--require', TRANSFORM, PROGRAM, JSON.stringify(settings)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const gone = once(child, 'exit');
  await proxy.held;
  child.kill('SIGKILL');
  await gone;
  await proxy.stop();
}

/** Cuts a call off when so many statements have been sent; whether there were as many. */
async function cutAfter(
  statements: number,
  act: (driver: ResourceDriver, call: DriverCall) => Promise<unknown>,
): Promise<boolean> {
  const proxy = await proxyAfter(statements);
  const controller = new AbortController();
  void proxy.held.then(() => controller.abort(CUT));
  const ending = act(
    server.driver({ port: proxy.port }),
    callOf(controller.signal),
  );
  const error = await ending.then(
    () => undefined,
    thrown => thrown,
  );
  await proxy.stop();
  if (error && error !== CUT) throw error;
  return error === CUT;
}

/** Between any two statements, until there are no more; how many there are. */
async function atEveryStatement(
  cutOff: (statements: number) => Promise<boolean>,
): Promise<number> {
  let statements = 0;
  while (await cutOff(statements)) statements++;
  return statements;
}

/** As a workload. */
const query = ({ outputs, secrets }: Provided, sql: string) => {
  const { username: user, password } = secrets!;
  return server.as({ user, password, database: `${outputs.name}` }, client =>
    client.query(sql),
  );
};

const apply = (asked: Asked) =>
  server.driver().apply(requestOf(asked), callOf());

const observe = (asked: Asked, { state }: Provided) =>
  server.driver().observe(requestOf({ ...asked, state }), callOf());

/** A database with something in it. */
async function made() {
  const asked = newAsked();
  const provided = await apply(asked);
  await query(provided, 'create table mine as select 42 as id');
  return { provided, asked: { ...asked, state: provided.state } };
}

/** Applies once more, and looks at what there is. */
async function expectOne(asked: Asked, before: string[]) {
  const provided = await apply(asked);
  // A database and four roles.
  expect(await server.inventory()).toHaveLength(before.length + 5);
  await expect(observe(asked, provided)).resolves.toEqual({
    status: 'as-provided',
  });
  await query(provided, 'create table mine (email public.citext)');
}

it('makes one of everything when its process is killed, and it is called again', async () => {
  for (const statements of [6, 11, 16, 21]) {
    const asked = newAsked();
    const before = await server.inventory();
    await applyAndKill(asked, statements);
    await expect(expectOne(asked, before)).resolves.toBeUndefined();
  }
});

it('makes one of everything wherever it is cut off', async () => {
  const statements = await atEveryStatement(async at => {
    const asked = newAsked();
    const before = await server.inventory();
    const wasCut = await cutAfter(at, (driver, call) =>
      driver.apply(requestOf(asked), call),
    );
    await expectOne(asked, before);
    return wasCut;
  });
  // With fewer, it was not cut off at every place.
  expect(statements).toBeGreaterThan(20);
});

it('keeps the user that workloads have, wherever a rotation is cut off', async () => {
  const { provided, asked } = await made();
  const statements = await atEveryStatement(async at => {
    const wasCut = await cutAfter(at, (driver, call) =>
      driver.rotate!(requestOf(asked), call),
    );
    await query(provided, 'table mine');
    await expect(observe(asked, provided)).resolves.toEqual({
      status: 'as-provided',
    });
    return wasCut;
  });
  expect(statements).toBeGreaterThan(5);
});

it('keeps what is in a database, wherever deleting and restoring it is cut off', async () => {
  const statements = await atEveryStatement(async at => {
    const { asked } = await made();
    const request = requestOf(asked);
    const wasCut = await cutAfter(at, (driver, call) =>
      driver.destroy(request, call),
    );
    const { kept } = await server.driver().destroy(request, callOf());
    const cutAgain = await cutAfter(at, (driver, call) =>
      driver.restore!(request, kept!.state, call),
    );
    const back = await server
      .driver()
      .restore(requestOf({ id: asked.id }), kept!.state, callOf());
    await expect(query(back, 'table mine')).resolves.toMatchObject({
      rows: [{ id: 42 }],
    });
    return wasCut || cutAgain;
  });
  expect(statements).toBeGreaterThan(10);
});

it('takes a database over once and whole, wherever it is cut off', async () => {
  const statements = await atEveryStatement(async at => {
    const { name, reader, clear } = await server.makeByHand();
    const request = requestOf();
    const what = { server: 'main', database: name };
    try {
      const wasCut = await cutAfter(at, (driver, call) =>
        driver.imports!.take(request, what, call),
      );
      // What is planned then goes to the end as well.
      await server.driver().imports.plan(request, what, callOf());
      const provided = await server
        .driver()
        .imports.take(request, what, callOf());
      const { state } = provided;
      await expect(
        server.driver().observe({ ...request, state }, callOf()),
      ).resolves.toEqual({ status: 'as-provided' });
      expect(state.guests).toContain(reader);
      await expect(
        query(provided, 'select note from orders order by id'),
      ).resolves.toMatchObject({
        rows: [{ note: 'first' }, { note: 'second' }],
      });
      await query(provided, 'alter table shop.items add column seen boolean');
      return wasCut;
    } finally {
      await server.driver().destroy(request, callOf());
      await clear();
    }
  });
  expect(statements).toBeGreaterThan(15);
});
