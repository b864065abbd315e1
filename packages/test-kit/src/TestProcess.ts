import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * A program of {@link serveTest} in a process of its own: because a test kills it, or because Jest,
 * which compiles to CommonJS, cannot load what Node runs as it stands.
 */
export class TestProcess<Told> {
  readonly #program: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #gone: Promise<unknown>;

  /**
   * @param program - the file, which Node runs as it stands.
   * @param settings - what it is given, as JSON.
   */
  constructor(program: string, settings: object = {}) {
    this.#program = program;
    this.#child = spawn(process.execPath, [program, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // What a test runner wants of its own processes is not for this one.
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#gone = once(this.#child, 'exit');
  }

  /**
   * What the program tells, once it serves. Asked once.
   *
   * @throws an Error with its name and its exit code or signal, when it ends before.
   */
  async told(): Promise<Told> {
    for await (const line of createInterface({ input: this.#child.stdout })) {
      return JSON.parse(line);
    }
    await this.#gone;
    const { exitCode, signalCode } = this.#child;
    throw new Error(
      `${basename(this.#program)} ended with ${
        signalCode ?? exitCode
      } before it served`,
    );
  }

  /** Lets it end what it holds, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#child.stdin.end();
    await this.#gone;
  }

  /** As `kill -9`. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }
}
