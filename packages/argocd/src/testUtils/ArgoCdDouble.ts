import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Application, ApplicationSpec, OperationPhase } from '../types';
import { ApplicationStore, Refusal } from './ApplicationStore';

export interface ArgoCdDoubleOptions {
  /** Port to listen on, or any free one. */
  port?: number;
  /** Serves https with this key and certificate, both PEM. */
  tls?: { key: string; cert: string };
  /** How an operation ends as soon as it was asked for; it stays Running when absent. */
  finish?: OperationPhase;
  /** Of Argo CD, such as `v2.14.0`, where it has not all that the newest has. */
  version?: string;
}

export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: any;
  authorization?: string;
}

type Answer = {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
};
type Fault = (request: SeenRequest, response: ServerResponse) => boolean;

const TOKEN = 'test-token';
const ACCOUNT = { username: 'portal', password: 'test-password' };

/**
 * A small HTTP server that answers as Argo CD's REST API does, refusals included. It is the remote
 * system, so nothing of the client is in it.
 */
export class ArgoCdDouble {
  readonly #options: ArgoCdDoubleOptions;
  readonly token = TOKEN;
  readonly account = ACCOUNT;
  readonly requests: SeenRequest[] = [];
  readonly applications: ApplicationStore;
  /** The tokens of logins that the server still takes. */
  readonly sessions = new Set<string>();
  /** Whether the sync windows let anything begin now. */
  isWindowOpen = true;
  /** Those that the portal may see. */
  clusters: { name: string; server: string }[] | null = null;
  /** Whether the token is still taken for new requests; open streams go on. */
  isTokenKnown = true;
  readonly #faults: Fault[] = [];
  readonly #lost: RegExp[] = [];
  readonly #streams = new Set<{
    response: ServerResponse;
    name?: string;
  }>();
  #logins = 0;
  #server!: Server;

  private constructor(options: ArgoCdDoubleOptions) {
    this.#options = options;
    this.applications = new ApplicationStore(
      {
        finishAs: options.finish,
        knowsEnabled: !/^v(2\.|3\.0\.)/.test(this.version),
      },
      (type, app) => this.#tell(type, app),
    );
  }

  static async start(options: ArgoCdDoubleOptions = {}): Promise<ArgoCdDouble> {
    const double = new ArgoCdDouble(options);
    const listener = (request: any, response: ServerResponse) =>
      void double.#receive(request, response);
    double.#server = options.tls
      ? createTlsServer(options.tls, listener)
      : createServer(listener);
    await new Promise<void>(resolve =>
      double.#server.listen(options.port ?? 0, '127.0.0.1', resolve),
    );
    return double;
  }

  get version(): string {
    return this.#options.version ?? 'v3.5.1+double';
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#options.tls ? 'https' : 'http'}://localhost:${port}`;
  }

  /** Entries for `argocd.instances`, by token. */
  get config() {
    return { name: 'main', url: this.url, token: TOKEN };
  }

  /** Lets `fault` answer instead; it says whether it did. */
  meddle(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** Answers the next `times` requests that match with this status. */
  fail(match: RegExp, status: number, body: unknown, times = 1): void {
    let left = times;
    this.meddle((request, response) => {
      if (left <= 0 || !match.test(`${request.method} ${request.path}`))
        return false;
      left -= 1;
      send(response, { status, body });
      return true;
    });
  }

  /** Does what the next request that matches asks, and breaks the connection instead of answering. */
  loseAnswer(match: RegExp): void {
    this.#lost.push(match);
  }

  /** Ends all open streams with an error, as the gateway writes it. */
  endStreams(error: unknown): void {
    for (const { response } of this.#streams) {
      response.end(`${JSON.stringify({ error })}\n`);
    }
  }

  /** Breaks all open streams, as a proxy does that has had enough. */
  dropStreams(): void {
    for (const { response } of this.#streams) response.destroy();
    this.#streams.clear();
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  async stop(): Promise<void> {
    this.dropStreams();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #receive(request: any, response: ServerResponse) {
    const seen = await this.#read(request);
    this.requests.push(seen);
    if (this.#faults.some(fault => fault(seen, response))) return;
    try {
      const body = this.#answer(seen, response);
      if (this.#isLost(seen)) response.destroy();
      else if (body !== undefined) send(response, { status: 200, body });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message, code, status } = error;
      send(response, { status, body: { error: message, code, message } });
    }
  }

  #isLost({ method, path }: SeenRequest): boolean {
    const index = this.#lost.findIndex(match =>
      match.test(`${method} ${path}`),
    );
    if (index >= 0) this.#lost.splice(index, 1);
    return index >= 0;
  }

  async #read(request: any): Promise<SeenRequest> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname, searchParams } = new URL(request.url, 'http://double');
    return {
      method: request.method,
      path: pathname,
      query: searchParams,
      body: text ? JSON.parse(text) : undefined,
      authorization: request.headers.authorization,
    };
  }

  #answer(request: SeenRequest, response: ServerResponse): unknown {
    const { method, path } = request;
    if (path === '/api/version') return { Version: this.version };
    if (path === '/api/v1/session') return this.#logIn(request);
    const known = this.#isKnown(request.authorization);
    if (path === '/api/v1/session/userinfo') {
      return known ? { loggedIn: true, username: 'portal' } : {};
    }
    if (!known) throw new Refusal(401, 16, 'invalid session: token is invalid');
    if (path === '/api/v1/clusters') return { items: this.clusters };
    if (path === '/api/v1/stream/applications') {
      return this.#stream(request, response);
    }
    const [, name, rest = ''] =
      /^\/api\/v1\/applications(?:\/([^/]+)(\/.*)?)?$/.exec(path) ?? [];
    if (!name) return this.#onCollection(request);
    return this.#onApplication(
      decodeURIComponent(name),
      method + rest,
      request,
    );
  }

  #logIn({ body }: SeenRequest) {
    if (
      body?.username !== ACCOUNT.username ||
      body?.password !== ACCOUNT.password
    ) {
      throw new Refusal(401, 16, 'Invalid username or password');
    }
    this.#logins += 1;
    const token = `session-${this.#logins}`;
    this.sessions.add(token);
    return { token };
  }

  #isKnown(authorization = ''): boolean {
    const token = authorization.replace('Bearer ', '');
    return (token === TOKEN && this.isTokenKnown) || this.sessions.has(token);
  }

  #onCollection({ method, query, body }: SeenRequest) {
    if (method === 'POST') {
      return this.applications.create(body, query.get('upsert') === 'true');
    }
    return {
      metadata: { resourceVersion: this.applications.version },
      items: this.applications.all(query.get('name') ?? undefined),
    };
  }

  #onApplication(name: string, what: string, request: SeenRequest) {
    const { query, body } = request;
    const project = query.get('project') ?? body?.project ?? undefined;
    const namespace =
      query.get('appNamespace') ?? body?.appNamespace ?? undefined;
    const application = this.applications.get(name, project, namespace);
    const act: Record<string, () => unknown> = {
      GET: () =>
        query.get('refresh')
          ? this.applications.refresh(application, query.get('refresh')!)
          : application,
      'PUT/spec': () =>
        this.applications.updateSpec(application, body as ApplicationSpec),
      PATCH: () => this.applications.merge(application, JSON.parse(body.patch)),
      DELETE: () => this.applications.delete(application),
      'POST/sync': () => this.applications.sync(application, body),
      'POST/rollback': () => this.applications.rollback(application, body),
      'DELETE/operation': () => this.applications.terminate(application),
      'GET/resource-tree': () => ({
        nodes: application.status?.resources ?? [],
      }),
      'GET/managed-resources': () => ({ items: null }),
      'GET/syncwindows': () => ({ canSync: this.isWindowOpen }),
    };
    const metadata = /^GET\/revisions\/(.+)\/metadata$/.exec(what);
    if (metadata) return { author: 'Ada', message: `about ${metadata[1]}` };
    if (!act[what]) throw new Refusal(501, 12, `no answer to ${what}`);
    return act[what]();
  }

  #stream({ query }: SeenRequest, response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const name = query.get('name') ?? undefined;
    const stream = { response, name };
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
    if (!query.get('resourceVersion') || name) {
      for (const application of this.applications.all(name)) {
        write(response, 'ADDED', application);
      }
    }
    return undefined;
  }

  #tell(type: string, application: Application) {
    for (const { response, name } of this.#streams) {
      if (!name || name === application.metadata.name) {
        write(response, type, application);
      }
    }
  }
}

function write(response: ServerResponse, type: string, application: unknown) {
  response.write(`${JSON.stringify({ result: { type, application } })}\n`);
}

function send(response: ServerResponse, { status, body, headers }: Answer) {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
    ...headers,
  });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
