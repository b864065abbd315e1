import { once } from 'events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'http';
import type { AddressInfo } from 'net';
import type { JsonObject } from '@backstage/types';
import { TestGitHost } from '@towpath/git-hosts/testing';
import type { TemplateHosts } from '../lib/TemplateHosts';
import { repoUrlOf, templateHosts } from './templateHosts';

const TOKEN = 'ghs_of-the-tests';
const DOCS = 'https://docs.github.com/rest';

interface Answer {
  status: number;
  body: unknown;
}

const answer = (status: number, body: unknown): Answer => ({ status, body });
const refusal = (status: number, message: string, more: object = {}) =>
  answer(status, { message, ...more, documentation_url: DOCS });

/** What GitHub answers to a creation that it does not accept. */
export const creationFailed = (message: string) =>
  refusal(422, 'Repository creation failed.', {
    errors: [
      { resource: 'Repository', code: 'custom', field: 'name', message },
    ],
  });

/** What GitHub answers to an app that lacks a permission. */
export const forbidden = refusal(403, 'Resource not accessible by integration');

/**
 * Answers as GitHub's REST API documents it; git itself is served by the sandbox's Git host, which
 * knows nothing of GitHub's tokens.
 */
export class TestGithub {
  readonly url: string;
  /** The repositories it has, by name. */
  readonly repositories = new Map<string, JsonObject>();
  /** When set, what it answers to the creation of a repository. */
  refuseToCreate?: Answer;
  readonly #server: Server;
  readonly #git: TestGitHost;

  private constructor(server: Server, git: TestGitHost) {
    this.#server = server;
    this.#git = git;
    const { port } = server.address() as AddressInfo;
    this.url = `http://localhost:${port}`;
    server.on('request', (request, response) =>
      request.url!.startsWith('/api/v3/')
        ? this.#serveApi(request, response)
        : this.#serveGit(request, response),
    );
  }

  static async start(): Promise<TestGithub> {
    const git = await TestGitHost.start();
    const server = createServer().listen(0);
    await once(server, 'listening');
    return new TestGithub(server, git);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#git.stop();
  }

  /** What the portal knows of it, with credentials of the given kind. */
  hosts(credentials: JsonObject = { token: TOKEN }): TemplateHosts {
    const apiBaseUrl = `${this.url}/api/v3`;
    const host = new URL(this.url).host;
    const github = [{ host, apiBaseUrl, rawBaseUrl: this.url, ...credentials }];
    return templateHosts({ github });
  }

  repoUrl(name: string, owner?: string): string {
    return repoUrlOf(this, name, owner);
  }

  /** A repository as GitHub has it right after its creation. */
  async create(name: string, settings: JsonObject): Promise<void> {
    await this.#git.api('POST', '/orgs/myorg/repos', { name });
    this.repositories.set(name, { name, ...settings });
  }

  commit = (name: string, files: Record<string, string>) =>
    this.#git.commit(name, files);

  subjects = (name: string) => this.#git.subjects(name);

  async #serveApi(request: IncomingMessage, response: ServerResponse) {
    const text = Buffer.concat(await request.toArray()).toString();
    const { pathname } = new URL(request.url!, this.url);
    const route = `${request.method} ${pathname.slice('/api/v3'.length)}`;
    const { authorization = '' } = request.headers;
    const { status, body } =
      /^bearer /i.test(authorization) && route.includes('/app/')
        ? this.#answerApp(route)
        : await this.#answer(route, authorization, text && JSON.parse(text));
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  }

  #answerApp(route: string): Answer {
    if (route === 'GET /app/installations')
      return answer(200, [{ id: 5, account: { login: 'myorg' } }]);
    if (route === 'POST /app/installations/5/access_tokens') {
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return answer(201, {
        token: TOKEN,
        expires_at,
        repository_selection: 'all',
      });
    }
    return refusal(404, 'Not Found');
  }

  async #answer(
    route: string,
    authorization: string,
    body: any,
  ): Promise<Answer> {
    if (authorization !== `Bearer ${TOKEN}`)
      return refusal(401, 'Bad credentials');
    if (route === 'POST /orgs/myorg/repos') return this.#answerCreation(body);
    const [, name] = /^GET \/repos\/myorg\/([^/]+)$/.exec(route) ?? [];
    const found = this.repositories.get(name ?? '');
    return found ? answer(200, found) : refusal(404, 'Not Found');
  }

  async #answerCreation({ name, ...settings }: any): Promise<Answer> {
    if (this.refuseToCreate) return this.refuseToCreate;
    if (this.repositories.has(name))
      return creationFailed('name already exists on this account');
    await this.create(name, settings);
    return answer(201, this.repositories.get(name));
  }

  #serveGit(request: IncomingMessage, response: ServerResponse) {
    const { authorization, host: _host, ...headers } = request.headers;
    const expected = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    const known = authorization === `Basic ${expected}`;
    const target = send(
      new URL(request.url!, this.#git.url),
      {
        method: request.method,
        headers: known
          ? { ...headers, authorization: this.#git.authorization }
          : headers,
      },
      reply => {
        response.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(response);
      },
    );
    request.pipe(target);
  }
}
