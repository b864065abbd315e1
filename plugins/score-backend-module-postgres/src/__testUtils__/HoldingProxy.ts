import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const STATEMENTS = new Set(['Q', 'P']);

/** How many whole messages of statements begin in what a client sends; the first message has no letter. */
class Statements {
  #rest = Buffer.alloc(0);
  #begun = false;

  take(data: Buffer): number {
    this.#rest = Buffer.concat([this.#rest, data]);
    let found = 0;
    for (;;) {
      const head = this.#begun ? 1 : 0;
      if (this.#rest.length < head + 4) return found;
      const end = head + this.#rest.readUInt32BE(head);
      if (this.#rest.length < end) return found;
      if (head && STATEMENTS.has(String.fromCharCode(this.#rest[0]))) found++;
      this.#begun = true;
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/** Stands before a PostgreSQL server, lets a number of statements through, and is silent from then on. */
export class HoldingProxy {
  readonly #server = createServer(client => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #target: { host: string; port: number };
  #left: number;
  /** All that clients have said. */
  sent = '';
  #hold!: () => void;
  /** Resolves when a statement has been held back. */
  readonly held = new Promise<void>(resolve => {
    this.#hold = resolve;
  });

  private constructor(
    target: { host: string; port: number },
    letsThrough: number,
  ) {
    this.#target = target;
    this.#left = letsThrough;
  }

  static async start(
    target: { host: string; port: number },
    letsThrough: number,
  ): Promise<HoldingProxy> {
    const proxy = new HoldingProxy(target, letsThrough);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const server = connect(this.#target);
    const statements = new Statements();
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    server.pipe(client);
    client.on('data', data => {
      this.sent += data.toString('latin1');
      this.#left -= statements.take(data);
      if (this.#left >= 0) server.write(data);
      else this.#hold();
    });
  }
}
