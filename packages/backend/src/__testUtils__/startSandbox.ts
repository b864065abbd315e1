import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@towpath/test-kit';
import { eventually } from './eventually';

const MAIN = require.resolve('@towpath/sandbox/main');

type SandboxPorts = Record<
  'git' | 'signIn' | 'argoCd' | 'mail' | 'smtp',
  number
>;

/** The whole sandbox in a process of its own, with its company, as `npm start` runs it. */
export class TestSandbox {
  readonly password = 'git-password-of-the-tests';
  readonly argoCdToken = 'argocd-token-of-the-tests';
  /** A port that may be put before Argo CD. */
  readonly gatePort: number;
  readonly #ports: SandboxPorts;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'towpath-sandbox-'));
  #child?: ChildProcess;

  private constructor(ports: SandboxPorts, gatePort: number) {
    this.#ports = ports;
    this.gatePort = gatePort;
  }

  static async start(): Promise<TestSandbox> {
    const git = await freePort();
    const signIn = await freePort();
    const argoCd = await freePort();
    const mail = await freePort();
    const smtp = await freePort();
    const gate = await freePort();
    const sandbox = new TestSandbox({ git, signIn, argoCd, mail, smtp }, gate);
    await sandbox.begin();
    return sandbox;
  }

  get gitHost(): string {
    return `localhost:${this.#ports.git}`;
  }

  get argoCdPort(): number {
    return this.#ports.argoCd;
  }

  /** Starts it, again on the same data after `end`. */
  async begin(): Promise<void> {
    const { git, signIn, argoCd, mail, smtp } = this.#ports;
    this.#child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        TOWPATH_DATA: this.#dataDir,
        TOWPATH_GIT_PORT: String(git),
        TOWPATH_SIGN_IN_PORT: String(signIn),
        TOWPATH_ARGOCD_PORT: String(argoCd),
        TOWPATH_MAIL_PORT: String(mail),
        TOWPATH_SMTP_PORT: String(smtp),
        TOWPATH_ALLOWED_HOSTS: `localhost:${this.gatePort}`,
        TOWPATH_OIDC_CLIENT_SECRET: 'oidc-secret-of-the-tests',
        TOWPATH_GIT_PASSWORD: this.password,
        TOWPATH_SMTP_PASSWORD: 'smtp-password-of-the-tests',
        TOWPATH_ARGOCD_TOKEN: this.argoCdToken,
        TOWPATH_PASSWORD_KEY: 'password-key-of-the-tests',
        TOWPATH_SCIM_TOKEN: 'scim-token-of-the-tests',
      },
    });
    await eventually(() => fetch(`http://localhost:${argoCd}/api/version`));
  }

  /** Ends the process and keeps the data. */
  async end(): Promise<void> {
    const gone = once(this.#child!, 'exit');
    this.#child!.kill('SIGTERM');
    await gone;
  }

  async remove(): Promise<void> {
    await this.end();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Passes connections on to a port, or refuses them while it is shut. */
export class Gate {
  readonly #target: number;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #server?: Server;

  private constructor(target: number, port: number) {
    this.#target = target;
    this.#port = port;
  }

  /** @param port where it listens, which the target must answer to */
  static async before(target: number, port: number): Promise<Gate> {
    const gate = new Gate(target, port);
    await gate.open();
    return gate;
  }

  get host(): string {
    return `localhost:${this.#port}`;
  }

  async open(): Promise<void> {
    if (this.#server?.listening) return;
    this.#server = createServer(socket => {
      const onward = connect(this.#target, 'localhost');
      for (const one of [socket, onward]) {
        this.#sockets.add(one);
        one
          .on('error', () => {})
          .once('close', () => this.#sockets.delete(one));
      }
      socket.pipe(onward).pipe(socket);
    }).listen(this.#port);
    await once(this.#server, 'listening');
  }

  async shut(): Promise<void> {
    const closed = once(this.#server!, 'close');
    this.#server!.close();
    this.#sockets.forEach(socket => socket.destroy());
    await closed;
  }
}
