import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServiceOptions {
  name: string;
  /** Program and arguments, no shell. */
  command: [string, ...string[]];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** File for its output; the one of the start before is kept beside it. */
  log: string;
  /** Also copy its output to our own standard error. */
  verbose?: boolean;
  /** Answers 200 once the service is up. */
  readyUrl: string;
  readyWithinMs: number;
}

// The portal's own long polls hold it open for up to a minute; what it has
// promised is in PostgreSQL by then.
const STOP_WITHIN_MS = 4_000;

/** Carries the end of the log, which usually holds the cause. */
class ServiceError extends Error {
  readonly log: string;

  constructor(message: string, log: string) {
    const tail = fs.existsSync(log)
      ? fs.readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n')
      : '';
    super(`${message}\n${tail}`);
    this.name = 'ServiceError';
    this.log = log;
  }
}

/**
 * A child process in a group of its own. Its standard input is a pipe that we
 * hold: when we die, in whatever way, the pipe closes and the child ends itself
 * (see `exit-with-parent.mjs`).
 */
export class Service {
  readonly name: string;
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #stopping = false;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Called when the process ends without having been asked to. */
  onDeath: (how: string) => void = () => {};

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @throws Error that names the log when it ends or is not ready in time */
  async start(): Promise<void> {
    const { command, cwd, env, log, verbose } = this.#options;
    fs.mkdirSync(path.dirname(log), { recursive: true });
    if (fs.existsSync(log)) fs.renameSync(log, `${log}.1`);
    const fd = fs.openSync(log, 'a', 0o600);
    const out = verbose ? 'pipe' : fd;
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env,
      detached: true,
      stdio: ['pipe', out, out],
    });
    fs.closeSync(fd);
    // A child that died leaves a pipe that cannot be written to.
    child.stdin?.on('error', () => {});
    if (verbose) {
      const file = fs.createWriteStream(log, { flags: 'a' });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.pipe(file, { end: false });
        stream?.pipe(process.stderr, { end: false });
      }
    }
    this.#child = child;
    await this.#untilReady(child);
    child.once('exit', (code, signal) => {
      if (!this.#stopping) this.onDeath(signal ?? `code ${code}`);
    });
    if (this.#hasEnded(child)) this.onDeath(child.signalCode ?? 'early');
  }

  #hasEnded(child: ChildProcess) {
    return child.exitCode !== null || child.signalCode !== null;
  }

  async #untilReady(child: ChildProcess) {
    const deadline = Date.now() + this.#options.readyWithinMs;
    while (!(await answers(this.#options.readyUrl))) {
      if (this.#stopping) throw new Error(`${this.name} was stopped.`);
      if (this.#hasEnded(child)) {
        throw new ServiceError(
          `${this.name} ended while starting.`,
          this.#options.log,
        );
      }
      if (Date.now() > deadline) {
        this.#kill('SIGKILL');
        throw new ServiceError(
          `${this.name} was not ready within ${
            this.#options.readyWithinMs / 1000
          } s.`,
          this.#options.log,
        );
      }
      await delay(100);
    }
  }

  #kill(signal: NodeJS.Signals) {
    if (!this.pid) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // The group is gone already.
    }
  }

  /** Asks it to end, then makes it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || this.#hasEnded(child)) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    this.#kill('SIGTERM');
    const late = setTimeout(() => this.#kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
