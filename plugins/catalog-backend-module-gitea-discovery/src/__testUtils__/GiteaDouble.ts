import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Told {
  defaultBranch: string;
  /** What `catalog-info.yaml` holds, by branch. */
  files: Record<string, string>;
}

/** Answers a request itself, and says whether it did. */
export type Fault = (path: string, response: ServerResponse) => boolean;

/** The part of Gitea's API that discovery and the reading of files use, with faults. */
export class GiteaDouble {
  readonly repositories = new Map<string, Told>();
  fault: Fault = () => false;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      if (!this.fault(path, response)) this.#answer(request, response);
    });
  }

  static async start(): Promise<GiteaDouble> {
    const double = new GiteaDouble();
    await new Promise<void>(done =>
      double.#server.listen(0, '127.0.0.1', done),
    );
    return double;
  }

  get host(): string {
    return `localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(done => this.#server.close(() => done()));
  }

  /** A repository that describes a component of its name. */
  add(name: string, defaultBranch = 'main'): void {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
      spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
    };
    const files = { [defaultBranch]: JSON.stringify(entity) };
    this.repositories.set(name, { defaultBranch, files });
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, this.url);
    const [, page] = /^\/api\/v1\/orgs\/myorg\/repos(.*)$/.exec(pathname) ?? [];
    if (page !== undefined) {
      const number = Number(searchParams.get('page'));
      this.#list(number, response);
      return;
    }
    const [, name, rest] =
      /^\/api\/v1\/repos\/myorg\/([^/]+)(.*)$/.exec(pathname) ?? [];
    const told = this.repositories.get(name ?? '');
    const content = told?.files[searchParams.get('ref') ?? told.defaultBranch];
    if (told && !rest) send(response, 200, this.#present(name!));
    else if (content && rest === '/contents/catalog-info.yaml') {
      send(response, 200, {
        type: 'file',
        encoding: 'base64',
        size: Buffer.byteLength(content),
        content: Buffer.from(content).toString('base64'),
      });
    } else send(response, 404, { message: 'not found' });
  }

  // Two a page, whatever is asked for, as a host may.
  #list(page: number, response: ServerResponse): void {
    const names = [...this.repositories.keys()];
    response.setHeader('x-total-count', String(names.length));
    const shown = names.slice((page - 1) * 2, page * 2);
    send(
      response,
      200,
      shown.map(name => this.#present(name)),
    );
  }

  #present(name: string) {
    const told = this.repositories.get(name)!;
    return {
      name,
      html_url: `${this.url}/myorg/${name}`,
      default_branch: told.defaultBranch,
      empty: Object.keys(told.files).length === 0,
    };
  }
}

/** Answers JSON; a host that is busy wants to be asked later than a call waits. */
export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
): true {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...([429, 503].includes(status) && { 'retry-after': '60' }),
  });
  response.end(JSON.stringify(body));
  return true;
}
