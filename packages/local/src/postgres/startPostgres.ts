import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { clearLeftover } from './leftover.ts';
import { type Location, prepareLocation } from './location.ts';

export interface PostgresOptions {
  /** Absolute folder for the cluster and the server's binaries. */
  dir: string;
  /** TCP port on 127.0.0.1. */
  port: number;
  /** Password of the superuser `towpath`; set when the cluster is made. */
  password: string;
  /** Open file descriptor that takes the server's log. */
  logFd: number;
  /** Throw-away data: skip waiting for the disk. Only for tests. */
  disposable?: boolean;
}

export interface PostgresServer {
  connection: { host: string; port: number; user: string; password: string };
  /** Resolves with the exit code when the server ends, wanted or not. */
  ended: Promise<number | null>;
  /**
   * Stops; repeatable.
   *
   * @param how - `fast` ends sessions and flushes; `immediate` drops everything, as a crash does, and the next start
   *   recovers. Default: fast.
   */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
}

const USER = 'towpath';
const START_TIMEOUT_MS = 30_000;
const START_ATTEMPTS = 8;
const WRONG_PASSWORD = '28P01';

/** By which PostgreSQL is told how it is to stop. */
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

const hasEnded = (server: ChildProcess) =>
  server.exitCode !== null || server.signalCode !== null;

/** Stops the server that an earlier, killed start left on this folder. */
export async function clearEarlierPostgres(dir: string): Promise<void> {
  if (!fs.existsSync(dir)) return;
  await clearLeftover(path.join(fs.realpathSync(dir), 'cluster'));
}

/**
 * Starts PostgreSQL on a cluster of its own, making the cluster first if there is
 * none. A server that an earlier, killed start left running is stopped first.
 *
 * @throws Error with the end of the server's own words when it does not come up
 */
export async function startPostgres(
  options: PostgresOptions,
): Promise<PostgresServer> {
  await clearEarlierPostgres(options.dir);
  const location = prepareLocation(options.dir);
  const binaries = prepareBinaries(path.join(location.dir, 'server'));
  const cluster = path.join(location.dir, 'cluster');
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
    await makeCluster(cluster, location, binaries, options.password);
  }
  const connection = {
    host: '127.0.0.1',
    port: options.port,
    user: USER,
    password: options.password,
  };
  const server = await startServer(connection, () =>
    spawnServer(cluster, location, binaries, options),
  );
  const ended = new Promise<number | null>(resolve =>
    hasEnded(server) ? resolve(server.exitCode) : server.once('exit', resolve),
  );
  return {
    connection,
    ended,
    async stop(how = 'fast') {
      if (!hasEnded(server)) server.kill(SIGNALS[how]);
      await ended;
    },
  };
}

/** Built beside its place and renamed, so that a kill leaves no half cluster. */
async function makeCluster(
  cluster: string,
  { dir, user }: Location,
  { initdb }: Binaries,
  password: string,
) {
  const half = path.join(dir, 'cluster.new');
  const passwordFile = path.join(dir, 'password');
  fs.rmSync(half, { recursive: true, force: true });
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) fs.chownSync(passwordFile, user.uid, user.gid);
  try {
    await promisify(execFile)(
      initdb,
      [
        `--pgdata=${half}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      { ...user, cwd: dir },
    );
  } catch (error) {
    throw new Error(
      `PostgreSQL could not make its data folder ${half}: ${
        (error as { stderr?: string }).stderr?.trim() || error
      }`,
    );
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.rmSync(cluster, { recursive: true, force: true });
  fs.renameSync(half, cluster);
}

function spawnServer(
  cluster: string,
  { dir, user }: Location,
  { postgres }: Binaries,
  { port, logFd, disposable }: PostgresOptions,
): ChildProcess {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Every plugin of every backend has a pool of its own of ten, and tests start several at once.
    max_connections: '1000',
    ...(disposable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    }),
  };
  const flags = Object.entries(settings).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  return spawn(postgres, ['-D', cluster, ...flags], {
    ...user,
    cwd: dir,
    // A group of its own: Ctrl-C in the terminal must not reach the server
    // before what uses it has stopped.
    detached: true,
    stdio: ['ignore', logFd, logFd],
  });
}

/**
 * Sessions of a killed server hold the cluster for a second or two, and the next
 * server ends at once until they are gone: so a start is tried again.
 */
async function startServer(
  connection: PostgresServer['connection'],
  spawnOnce: () => ChildProcess,
): Promise<ChildProcess> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let attempt = 1; ; attempt++) {
    const server = spawnOnce();
    if (await isAnswering(connection, server, deadline)) return server;
    if (attempt === START_ATTEMPTS) {
      throw new Error(
        `PostgreSQL does not start on port ${connection.port}; its log says why.`,
      );
    }
    await delay(attempt * 300);
  }
}

/** Waits for the first session; false when the server ends before it. */
async function isAnswering(
  connection: PostgresServer['connection'],
  server: ChildProcess,
  deadline: number,
): Promise<boolean> {
  for (;;) {
    if (hasEnded(server)) return false;
    try {
      const client = new pg.Client({ ...connection, database: 'postgres' });
      client.on('error', () => {});
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === WRONG_PASSWORD) {
        server.kill('SIGINT');
        throw new Error(
          'PostgreSQL refuses the stored password: secrets.json and the data folder are not from the same start. ' +
            'Put the file back, or run "npm run reset" to begin anew.',
        );
      }
      if (Date.now() > deadline) {
        server.kill('SIGKILL');
        throw new Error(`PostgreSQL did not answer within 30 s: ${error}`);
      }
      await delay(50);
    }
  }
}
