import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '@towpath/test-kit';
import pg from 'pg';
import { type PostgresServer, startPostgres } from './startPostgres.ts';

const PASSWORD = 'password of the tests';
const LEAVE = path.join(
  import.meta.dirname,
  '../__testUtils__/leavePostgres.ts',
);
let home: string;

async function start(dir: string, password = PASSWORD) {
  const logFd = fs.openSync(path.join(home, 'log'), 'a');
  try {
    return await startPostgres({
      dir,
      port: await freePort(),
      password,
      logFd,
    });
  } finally {
    fs.closeSync(logFd);
  }
}

async function query(server: PostgresServer, text: string) {
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (dir: string) =>
  Number(
    fs
      .readFileSync(path.join(dir, 'cluster/postmaster.pid'), 'utf8')
      .split('\n')[0],
  );

before(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-postgres-'));
  fs.chmodSync(home, 0o755);
});

after(() => fs.rmSync(home, { recursive: true, force: true }));

test('rows survive a stop and a start, in UTF-8', async () => {
  const dir = path.join(home, 'kept');
  const first = await start(dir);
  await query(first, `CREATE TABLE towns AS SELECT 'Łódź' AS name`);
  await first.stop();
  const second = await start(dir);
  assert.deepEqual(await query(second, 'SELECT name FROM towns'), [
    { name: 'Łódź' },
  ]);
  await second.stop();
});

test('listens on this machine only, and asks for the password', async () => {
  const server = await start(path.join(home, 'kept'));
  const [{ listen_addresses: addresses }] = await query(
    server,
    'SHOW listen_addresses',
  );
  assert.equal(addresses, '127.0.0.1');
  const stranger = new pg.Client({
    ...server.connection,
    password: 'guess',
    database: 'postgres',
  });
  await assert.rejects(stranger.connect(), /password authentication failed/);
  await server.stop();
});

test('rows survive SIGKILL of the server', async () => {
  const dir = path.join(home, 'kept');
  const first = await start(dir);
  await query(first, 'CREATE TABLE survivors AS SELECT 1 AS n');
  process.kill(pidOf(dir), 'SIGKILL');
  await first.ended;
  const second = await start(dir);
  assert.deepEqual(await query(second, 'SELECT n FROM survivors'), [{ n: 1 }]);
  await second.stop();
});

test('a server left by a killed parent is replaced, not fought with', async () => {
  const dir = path.join(home, 'orphan');
  const settings = { dir, port: await freePort(), password: PASSWORD };
  const parent = spawn(process.execPath, [LEAVE, JSON.stringify(settings)], {
    stdio: 'ignore',
  });
  const [, signal] = await once(parent, 'exit');
  assert.equal(signal, 'SIGKILL');
  const orphan = pidOf(dir);
  const server = await start(dir);
  assert.throws(() => process.kill(orphan, 0), { code: 'ESRCH' });
  assert.deepEqual(await query(server, 'SELECT 1 AS n'), [{ n: 1 }]);
  await server.stop();
});

test('a pid file whose pid now belongs to another program does not block the start', async () => {
  const dir = path.join(home, 'kept');
  const other = spawn('sleep', ['60']);
  fs.writeFileSync(path.join(dir, 'cluster/postmaster.pid'), `${other.pid}\n`);
  const server = await start(dir);
  assert.equal(other.exitCode, null);
  await server.stop();
  other.kill();
});

test('a cluster that was half made when it was killed is made again', async () => {
  const dir = path.join(home, 'half');
  const first = await start(dir);
  await first.stop();
  fs.renameSync(path.join(dir, 'cluster'), path.join(dir, 'cluster.new'));
  const second = await start(dir);
  assert.deepEqual(await query(second, 'SELECT 1 AS n'), [{ n: 1 }]);
  await second.stop();
});

test('a password that does not belong to the cluster is said in words', async () => {
  await assert.rejects(
    start(path.join(home, 'kept'), 'of another start'),
    /npm run reset/,
  );
});

const asRoot = process.getuid?.() === 0;

test(
  'root is served in a folder that only root may enter, and adds no user',
  { skip: asRoot ? false : 'not root' },
  async () => {
    const users = fs.readFileSync('/etc/passwd', 'utf8');
    const dir = path.join(home, 'locked/postgres');
    fs.mkdirSync(path.dirname(dir), { mode: 0o700 });
    const server = await start(dir);
    const real = fs.realpathSync(dir);
    assert.notEqual(fs.statSync(path.join(real, 'cluster')).uid, 0);
    assert.equal(fs.readFileSync('/etc/passwd', 'utf8'), users);
    await server.stop();
    fs.rmSync(real, { recursive: true });
  },
);
