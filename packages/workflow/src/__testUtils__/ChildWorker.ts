import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Knex } from 'knex';
import { until } from '@towpath/test-kit';

/** A worker in a process of its own, to be stopped in any way. */
export class ChildWorker {
  readonly #child: ChildProcess;
  #output = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout!.on('data', data => {
      this.#output += data;
    });
  }

  static async spawn(
    connection: Knex.PgConnectionConfig,
  ): Promise<ChildWorker> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        path.join(__dirname, 'workerProcess.ts'),
        JSON.stringify(connection),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const worker = new ChildWorker(child);
    await worker.says('begun');
    return worker;
  }

  async says(word: string): Promise<void> {
    await until(`the worker process says ${word}`, () =>
      this.#output.includes(word),
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Answers the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const exited = once(this.#child, 'exit');
    this.signal(signal);
    const [code] = await exited;
    return code;
  }
}
