import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A real repository that anybody may clone over HTTP, at `/platform/modules.git` of a server of its own. */
export class ServedGit {
  readonly #root: string;
  readonly #server: http.Server;

  private constructor(root: string, server: http.Server) {
    this.#root = root;
    this.#server = server;
  }

  static async start(): Promise<ServedGit> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-git-'));
    const server = http.createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://x');
      const file = path.join(root, 'served', path.normalize(pathname));
      const isFile = fs.statSync(file, { throwIfNoEntry: false })?.isFile();
      response.writeHead(isFile ? 200 : 404);
      response.end(isFile ? fs.readFileSync(file) : undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const made = new ServedGit(root, server);
    made.#git(root, 'init', '--quiet', '-b', 'main', 'work');
    return made;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** To clone it. */
  get url(): string {
    return `http://${this.host}/platform/modules.git`;
  }

  /** Commits files to main, and gives the commit a tag or a further branch. @returns its id */
  commit(
    files: Record<string, string>,
    { tag, branch }: { tag?: string; branch?: string } = {},
  ): string {
    const work = path.join(this.#root, 'work');
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
      fs.writeFileSync(path.join(work, name), text);
    }
    return this.change(folder => {
      this.#git(folder, 'add', '-A');
      this.#git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'By hand');
      if (tag) this.#git(folder, 'tag', '--force', tag);
      if (branch) this.#git(folder, 'branch', '--force', branch);
    });
  }

  /** Lets a test put anything into the working tree before it is served. @returns the id of the last commit */
  change(work: (folder: string) => void): string {
    const folder = path.join(this.#root, 'work');
    work(folder);
    const served = path.join(this.#root, 'served/platform/modules.git');
    fs.rmSync(served, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(served), { recursive: true });
    this.#git(this.#root, 'clone', '--quiet', '--mirror', folder, served);
    // A server of plain files cannot be asked.
    this.#git(served, 'update-server-info');
    return this.#git(folder, 'rev-parse', 'HEAD');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    fs.rmSync(this.#root, { recursive: true, force: true });
  }

  #git(cwd: string, ...args: string[]): string {
    const env = {
      PATH: process.env.PATH,
      HOME: this.#root,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    };
    return execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trim();
  }
}
