import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Seen {
  method: string;
  /** With its query, as it was sent. */
  url: string;
  authorization?: string;
  body?: Record<string, unknown>;
}

/** Undefined leaves the request without an answer. */
export type Answer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | undefined;

/** An HTTP server that answers what a test says, and keeps what it was asked. */
export class ScriptedHost {
  readonly seen: Seen[] = [];
  answer: (seen: Seen) => Answer = () => ({ status: 404, body: '' });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(): Promise<ScriptedHost> {
    const host = new ScriptedHost();
    host.#server.listen(0, 'localhost');
    await once(host.#server, 'listening');
    return host;
  }

  get host(): string {
    return `localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    const seen = {
      method,
      url,
      authorization: headers.authorization,
      ...(body && { body: JSON.parse(body) }),
    };
    this.seen.push(seen);
    const answer = this.answer(seen);
    if (!answer) return;
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    const isText = typeof answer.body === 'string';
    response.end(isText ? answer.body : JSON.stringify(answer.body));
  }
}
