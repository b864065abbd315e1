import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of the next pushes: they pass, never arrive, or arrive and nobody hears of it. */
export type PushFate = 'passes' | 'hangs' | 'answer-is-lost';

/** Stands before a Git host and loses what networks lose. */
export class TestProxy {
  readonly url: string;
  pushes: PushFate = 'passes';
  /** Counts pushes that began. */
  pushesSeen = 0;
  /** Replaces headers on their way to the host. */
  readonly #headers: OutgoingHttpHeaders;
  readonly #server: Server;
  readonly #target: URL;

  private constructor(
    server: Server,
    target: string,
    headers: OutgoingHttpHeaders,
  ) {
    this.#server = server;
    this.#target = new URL(target);
    this.#headers = headers;
    const { port } = server.address() as AddressInfo;
    this.url = `http://localhost:${port}`;
  }

  static async start(
    target: string,
    headers: OutgoingHttpHeaders = {},
    answer: (
      request: IncomingMessage,
      response: ServerResponse,
    ) => boolean = () => false,
  ): Promise<TestProxy> {
    const server = createServer();
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const proxy = new TestProxy(server, target, headers);
    server.on('request', (request, response) => {
      if (!answer(request, response)) proxy.#pass(request, response);
    });
    return proxy;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const isPush =
      request.method === 'POST' && request.url!.endsWith('/git-receive-pack');
    const fate = isPush ? this.pushes : 'passes';
    if (isPush) this.pushesSeen += 1;
    if (fate === 'hangs') return;
    const onward = send(
      new URL(request.url!, this.#target),
      {
        method: request.method,
        headers: {
          ...request.headers,
          host: this.#target.host,
          ...this.#headers,
        },
      },
      answer => {
        if (fate === 'answer-is-lost') {
          answer.resume().on('end', () => request.socket.destroy());
          return;
        }
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
