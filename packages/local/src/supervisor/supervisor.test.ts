import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '@towpath/test-kit';
import { claimInstance, releaseInstance } from './instance.ts';
import { requireFreePorts } from './ports.ts';
import { prepareSecrets } from './secrets.ts';
import { Service, type ServiceOptions } from './service.ts';
import { type Ports, readSettings } from './settings.ts';

const EXIT_WITH_PARENT = path.join(
  import.meta.dirname,
  '../exit-with-parent.mjs',
);
const program = (name: string) =>
  path.join(import.meta.dirname, '../__testUtils__', name);
const WEB_SERVER = program('webServer.ts');
const LEAVE = program('leaveService.ts');
let home: string;

before(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-supervisor-'));
});

after(() => fs.rmSync(home, { recursive: true, force: true }));

async function listen(): Promise<{ port: number; close(): Promise<void> }> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

const portsWith = async (portal: number): Promise<Ports> => ({
  portal,
  git: await freePort(),
  signIn: await freePort(),
  argoCd: await freePort(),
  postgres: await freePort(),
  databases: await freePort(),
  mail: await freePort(),
  smtp: await freePort(),
});

const webServerAt = (
  port: number,
  log: string,
  lastWord: string[] = [],
): Omit<ServiceOptions, 'env'> => ({
  name: 'The web server',
  command: [
    process.execPath,
    '--import',
    EXIT_WITH_PARENT,
    WEB_SERVER,
    String(port),
    ...lastWord,
  ],
  cwd: home,
  log,
  readyUrl: `http://127.0.0.1:${port}/`,
  readyWithinMs: 10_000,
});

/** A child that answers HTTP on `port`, or says a last word and ends with code 3. */
function webServer(port: number, log: string, ...lastWord: string[]) {
  return new Service({
    ...webServerAt(port, log, lastWord),
    env: process.env,
  });
}

test('a port that is no number is refused by the name of its variable', () => {
  assert.throws(
    () => readSettings('/x', { TOWPATH_GIT_PORT: 'seven' }),
    /TOWPATH_GIT_PORT is "seven"/,
  );
  assert.throws(
    () => readSettings('/x', { TOWPATH_PORT: '70000' }),
    /TOWPATH_PORT/,
  );
});

test('one port for two parts is refused by the names of both variables', () => {
  assert.throws(
    () => readSettings('/x', { TOWPATH_GIT_PORT: '7007' }),
    /TOWPATH_PORT and TOWPATH_GIT_PORT are both 7007/,
  );
});

test('a port in use is named with the variable that moves it', async () => {
  const taken = await listen();
  const ports = await portsWith(taken.port);
  await assert.rejects(
    requireFreePorts(ports, 0),
    new RegExp(`Port ${taken.port}, meant for the portal.*TOWPATH_PORT=`),
  );
  await taken.close();
  // Another program may be passing through one of the others.
  await requireFreePorts(ports, 10_000);
});

test('a port that an ending process still holds is waited for', async () => {
  const taken = await listen();
  const waiting = requireFreePorts(await portsWith(taken.port), 5_000);
  await taken.close();
  await waiting;
});

test('secrets are kept between starts, private, and never guessable', () => {
  const first = prepareSecrets(home);
  assert.deepEqual(prepareSecrets(home), first);
  assert.equal(
    fs.statSync(path.join(home, 'secrets.json')).mode & 0o777,
    0o600,
  );
  const values = Object.values(first);
  assert.equal(new Set(values).size, values.length);
  for (const value of values) assert.match(value, /^[0-9a-f]{64}$/);
});

test('a secret added by a later release leaves the others alone', () => {
  const file = path.join(home, 'secrets.json');
  const { TOWPATH_GIT_PASSWORD, ...rest } = prepareSecrets(home);
  fs.writeFileSync(file, JSON.stringify(rest));
  const again = prepareSecrets(home);
  assert.notEqual(again.TOWPATH_GIT_PASSWORD, TOWPATH_GIT_PASSWORD);
  assert.equal(again.TOWPATH_POSTGRES_PASSWORD, rest.TOWPATH_POSTGRES_PASSWORD);
});

test('a folder is not shared by two starts; a killed one gives it up', async () => {
  const dir = path.join(home, 'instance');
  // A process whose command line is that of a supervisor.
  const other = spawn(process.execPath, [
    '-e',
    'setInterval(() => {}, 1000)',
    'start.ts',
  ]);
  await once(other, 'spawn');
  fs.mkdirSync(dir);
  fs.writeFileSync(
    path.join(dir, 'run.json'),
    JSON.stringify({ pid: other.pid, url: 'http://localhost:1' }),
  );
  assert.throws(
    () => claimInstance(dir, 'http://localhost:2'),
    /running already.*localhost:1/,
  );
  other.kill('SIGKILL');
  await once(other, 'exit');
  assert.equal(claimInstance(dir, 'http://localhost:2'), true);
  releaseInstance(dir);
  assert.equal(claimInstance(dir, 'http://localhost:2'), false);
});

test('a pid that now belongs to another program does not lock the folder', () => {
  const dir = path.join(home, 'recycled');
  fs.mkdirSync(dir);
  fs.writeFileSync(
    path.join(dir, 'run.json'),
    JSON.stringify({ pid: 1, url: 'x' }),
  );
  assert.equal(claimInstance(dir, 'http://localhost:2'), true);
});

test('a child that dies while starting is reported with the end of its log', async () => {
  const port = await freePort();
  const service = webServer(
    port,
    path.join(home, 'dies.log'),
    'the disk is on fire',
  );
  await assert.rejects(
    service.start(),
    /ended while starting[^]*disk is on fire/,
  );
});

test('a child that dies later is noticed, one that is stopped is not', async () => {
  const port = await freePort();
  const service = webServer(port, path.join(home, 'later.log'));
  const death = new Promise<string>(resolve => {
    service.onDeath = resolve;
  });
  await service.start();
  process.kill(service.pid!, 'SIGKILL');
  assert.equal(await death, 'SIGKILL');

  const calm = webServer(await freePort(), path.join(home, 'calm.log'));
  calm.onDeath = () => assert.fail('a stop is no death');
  await calm.start();
  await calm.stop();
});

test('a child ends when its parent is killed', async () => {
  const port = await freePort();
  const settings = webServerAt(port, path.join(home, 'orphan.log'));
  const parent = spawn(process.execPath, [LEAVE, JSON.stringify(settings)], {
    stdio: 'ignore',
  });
  await once(parent, 'exit');
  await requireFreePorts(await portsWith(port), 10_000);
});
