import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { SignalPayload } from '@backstage/plugin-signals-node';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Listeners } from '@towpath/backend-kit';
import type { Listener } from './admit';
import { Connection } from './Connection';
import { Refusal, refuse } from './refusal';

const PATH = '/api/signals';
const PING_MS = 30_000;
const LONGEST_MESSAGE_BYTES = 4096;

interface Options {
  /** Who may hear which channel; nobody hears another one. */
  channels: ReadonlyMap<string, Listeners>;
  server: Server;
  admit(request: IncomingMessage): Promise<Listener>;
  permissions: PermissionsService;
  logger: LoggerService;
}

/** Hands signals to the pages that listen. It speaks the protocol of `@backstage/plugin-signals`. */
export class SignalHub {
  readonly #options: Options;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: LONGEST_MESSAGE_BYTES,
  });
  readonly #connections = new Set<Connection>();
  readonly #unheard = new Set<string>();
  #pings?: NodeJS.Timeout;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#options.server.on('upgrade', this.#onUpgrade);
    this.#pings = setInterval(
      () => this.#connections.forEach(one => one.ping()),
      PING_MS,
    ).unref();
  }

  stop(): void {
    this.#options.server.off('upgrade', this.#onUpgrade);
    clearInterval(this.#pings);
    this.#connections.forEach(one => one.terminate());
    this.#connections.clear();
  }

  deliver(signal: SignalPayload): void {
    const { channel, message } = signal;
    if (!channel || !message) return;
    if (!this.#options.channels.has(channel)) this.#tellUnheard(channel);
    this.#connections.forEach(one => one.deliver(signal));
  }

  readonly #onUpgrade = async (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ) => {
    if (!isOurs(request)) {
      this.#refuseStray(socket);
      return;
    }
    const onError = () => socket.destroy();
    socket.on('error', onError);
    try {
      const listener = await this.#options.admit(request);
      socket.off('error', onError);
      this.#sockets.handleUpgrade(request, socket, head, webSocket =>
        this.#add(webSocket, listener),
      );
    } catch (error) {
      refuse(socket, this.#toRefusal(error));
    }
  };

  #add(socket: WebSocket, listener: Listener): void {
    const connection = new Connection(socket, listener, this.#options);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }

  /** Another plugin may serve sockets elsewhere; when none does, nobody answers but us. */
  #refuseStray(socket: Duplex): void {
    if (this.#options.server.listenerCount('upgrade') > 1) return;
    refuse(socket, new Refusal(404, 'There is no socket here'));
  }

  #toRefusal(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    this.#options.logger.warn(`Who asks for a socket is not known: ${error}`);
    return new Refusal(503, 'The token could not be checked: try again');
  }

  #tellUnheard(channel: string): void {
    if (this.#unheard.has(channel)) return;
    this.#unheard.add(channel);
    this.#options.logger.warn(
      `Nobody hears the channel ${channel}: the access of its plugin has to name who may`,
    );
  }
}

function isOurs({ url = '' }: IncomingMessage): boolean {
  return url.split('?', 1)[0] === PATH;
}
