import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@towpath/test-kit';
import { serviceName, type TrialPlatform } from './trialPlatform.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PROMOTIONS =
  'plugins/environment-backend/src/__testUtils__/trialBackend.ts';
const ANY_READY_WITHIN_MS = 60_000;

interface Portal {
  port: number;
  child?: ChildProcess;
  ready: boolean;
}

/** Backend processes on one database, each of which may be killed and comes back by itself. */
export class Portals {
  readonly #portals: Portal[];
  readonly #backend: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #logFd: number;
  #stopping = false;
  kills = 0;

  private constructor(
    ports: number[],
    options: { backend: string; setting: object; dataDir: string },
  ) {
    const { backend, setting, dataDir } = options;
    this.#portals = ports.map(port => ({ port, ready: false }));
    this.#backend = path.join(ROOT, backend);
    this.#env = { ...process.env, TRIAL: JSON.stringify(setting) };
    this.#logFd = fs.openSync(path.join(dataDir, 'backends.log'), 'a');
  }

  /**
   * @param options - `backend` is the program, from the root; `setting` is what it reads as JSON in TRIAL; `dataDir` gets
   *   its log.
   */
  static async start(
    processes: number,
    options: { backend: string; setting: object; dataDir: string },
  ): Promise<Portals> {
    const ports = await Promise.all(
      Array.from({ length: processes }, freePort),
    );
    const portals = new Portals(ports, options);
    // One after the other: the first one makes the tables.
    for (const portal of portals.#portals) await portals.#start(portal);
    return portals;
  }

  /** The address of one that answers, as soon as there is one. */
  async url(): Promise<string> {
    const deadline = performance.now() + ANY_READY_WITHIN_MS;
    while (performance.now() < deadline) {
      const up = this.#portals.filter(({ ready }) => ready);
      const one = up[Math.floor(Math.random() * up.length)];
      if (one) return `http://127.0.0.1:${one.port}`;
      await pause(100);
    }
    throw new Error('no backend answers');
  }

  get size(): number {
    return this.#portals.length;
  }

  /** SIGKILL to one that serves; one that is only starting is left to it. It is started again at once. */
  kill(index: number): boolean {
    const { child, ready } = this.#portals[index];
    if (!ready || !child?.kill('SIGKILL')) return false;
    this.kills += 1;
    return true;
  }

  /** Repeatable. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await Promise.all(
      this.#portals.map(async ({ child }) => {
        if (!child || child.exitCode !== null) return;
        const gone = new Promise(resolve => child.once('exit', resolve));
        child.kill('SIGTERM');
        await Promise.race([gone, pause(10_000)]);
        child.kill('SIGKILL');
      }),
    );
    fs.closeSync(this.#logFd);
  }

  async #start(portal: Portal): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        path.join(
          ROOT,
          'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
        ),
        this.#backend,
      ],
      {
        cwd: ROOT,
        env: { ...this.#env, TRIAL_PORT: String(portal.port) },
        stdio: ['ignore', this.#logFd, this.#logFd],
      },
    );
    portal.child = child;
    child.once('exit', () => {
      portal.ready = false;
      if (!this.#stopping) void this.#start(portal);
    });
    portal.ready = await this.#becomesReady(portal.port, child);
  }

  /** However long it takes: one that was given up while it starts would not be asked, nor killed, again. */
  async #becomesReady(port: number, child: ChildProcess): Promise<boolean> {
    while (child.exitCode === null) {
      if (child.signalCode || this.#stopping) return false;
      try {
        const response = await fetch(
          `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
        );
        if (response.ok) return true;
      } catch {
        // It does not listen yet.
      }
      await pause(100);
    }
    return false;
  }
}

/** Starts backends that promote over one platform; `dataDir` gets their files and their log. */
export function startPortals(
  platform: TrialPlatform,
  options: { processes: number; services: number },
  dataDir: string,
): Promise<Portals> {
  const setting = settingOf(platform, options.services, dataDir);
  const backend = PROMOTIONS;
  return Portals.start(options.processes, { backend, setting, dataDir });
}

/** What every backend is told of its platform. */
export function settingOf(
  platform: TrialPlatform,
  services: number,
  dataDir: string,
) {
  const { postgres, gitUrl, gitAccount, argoCd } = platform;
  return {
    services: Array.from({ length: services }, (_, i) => serviceName(i)),
    ...{ postgres, gitUrl, gitAccount, argoCd },
    workDir: path.join(dataDir, 'work'),
  };
}
