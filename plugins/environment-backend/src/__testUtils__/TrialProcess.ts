import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort, until } from '@towpath/test-kit';

const ROOT = resolve(__dirname, '../../../..');
const TRANSFORM = resolve(
  ROOT,
  'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
);

/** A backend of a trial, in a process that can be killed. */
export class TrialProcess {
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  /**
   * Resolves when it is ready.
   *
   * @param program - the file of the backend; `trial` is what it reads.
   */
  static async start(program: string, trial: object): Promise<TrialProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, ['--require', TRANSFORM, program], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        TRIAL: JSON.stringify(trial),
        TRIAL_PORT: String(port),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const trialProcess = new TrialProcess(child, port);
    await trialProcess.#becomeReady();
    return trialProcess;
  }

  /** The address is below `/api`. */
  async get(
    address: string,
    headers: Record<string, string> = {},
  ): Promise<any> {
    const response = await fetch(this.#url(address), { headers });
    return response.json();
  }

  /** The address is below `/api`. */
  async post(
    address: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<any> {
    const response = await fetch(this.#url(address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  /** As `kill -9`. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  #url(address: string): string {
    return `http://127.0.0.1:${this.#port}/api${address}`;
  }

  async #becomeReady(): Promise<void> {
    const path = '/.backstage/health/v1/readiness';
    await until(
      'the backend is ready or has ended',
      async () =>
        this.#child.exitCode !== null ||
        (
          await fetch(`http://127.0.0.1:${this.#port}${path}`)
        ).ok,
    );
    if (this.#child.exitCode === null) return;
    throw new Error(`the backend ended with ${this.#child.exitCode}`);
  }
}
