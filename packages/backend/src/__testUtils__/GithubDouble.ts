import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Told {
  defaultBranch: string;
  /** What `catalog-info.yaml` holds; undefined when there is none. */
  text?: string;
}

/** Answers a request itself, and says whether it did. */
export type Fault = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

/** The part of GitHub's API that discovery and the reading of files use, and files for anybody. */
export class GithubDouble {
  readonly repositories = new Map<string, Told>();
  /** Texts by path. */
  readonly raw = new Map<string, string>();
  fault: Fault = () => false;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (!this.fault(request, response)) this.#answer(request, response);
    });
  }

  static async start(): Promise<GithubDouble> {
    const double = new GithubDouble();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get host(): string {
    return `localhost:${this.#port}`;
  }

  /** The same server under a name that no integration has. */
  get rawHost(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** A repository that describes a component of its name. */
  add(name: string, defaultBranch = 'main'): void {
    this.repositories.set(name, { defaultBranch, text: describe(name) });
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, `http://${this.host}`);
    const raw = this.raw.get(pathname);
    if (raw !== undefined) response.end(raw);
    else if (pathname === '/api/graphql') this.#list(response);
    else {
      const [, name = ''] =
        /^\/api\/repos\/myorg\/([^/]+)\/contents\/catalog-info.yaml$/.exec(
          pathname,
        ) ?? [];
      const { defaultBranch, text } = this.repositories.get(name) ?? {};
      const isHere = text && searchParams.get('ref') === defaultBranch;
      if (isHere) response.end(text);
      else send(response, 404, { message: 'Not Found' });
    }
  }

  #list(response: ServerResponse): void {
    const nodes = [...this.repositories].map(([name, told]) => ({
      name,
      catalogInfoFile: told.text
        ? { __typename: 'Blob', id: name, text: told.text }
        : null,
      url: `http://${this.host}/myorg/${name}`,
      isArchived: false,
      isFork: false,
      visibility: 'private',
      repositoryTopics: { nodes: [] },
      defaultBranchRef: { name: told.defaultBranch },
    }));
    const pageInfo = { hasNextPage: false, endCursor: null };
    const repositories = { nodes, pageInfo };
    send(response, 200, {
      data: { repositoryOwner: { login: 'myorg', repositories } },
    });
  }
}

/** The description of a component. */
export function describe(name: string): string {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
  });
}

/** Answers JSON, or a text as it is. */
export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
): true {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json',
  });
  response.end(isText ? body : JSON.stringify(body));
  return true;
}
