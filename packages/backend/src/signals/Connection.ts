import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { SignalPayload } from '@backstage/plugin-signals-node';
import { WebSocket, type RawData } from 'ws';
import type { Listeners } from '@towpath/backend-kit';
import type { Listener } from './admit';

// RFC 6455 §7.4.1. A page that gets another code than 1000 and 1001 comes again with a new token.
const POLICY_VIOLATION = 1008;
const TRY_AGAIN = 1013;

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_WAITING = 100;
const MOST_UNSENT_BYTES = 1_000_000;

interface Options {
  /** Who may hear which channel; nobody hears another one. */
  channels: ReadonlyMap<string, Listeners>;
  permissions: PermissionsService;
  logger: LoggerService;
}

/** One page that listens: its socket, who is there, and what they may hear. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #listener: Listener;
  readonly #options: Options;
  readonly #subscribed = new Set<string>();
  readonly #expiry: NodeJS.Timeout;
  #isAlive = true;
  #waiting = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, listener: Listener, options: Options) {
    this.#socket = socket;
    this.#listener = listener;
    this.#options = options;
    const left = listener.expiresAt.getTime() - Date.now();
    this.#expiry = setTimeout(
      () => this.#close(POLICY_VIOLATION, 'The session has ended'),
      Math.min(left, LONGEST_TIMER_MS),
    ).unref();
    socket.on('pong', () => (this.#isAlive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => clearTimeout(this.#expiry));
    socket.on('message', (data, isBinary) => this.#queue(data, isBinary));
  }

  /** Sends a signal when it is for this person, on a channel that they may hear. */
  deliver({ recipients, channel, message }: SignalPayload): void {
    if (!this.#subscribed.has(channel) || !this.#isAmong(recipients)) return;
    if (this.#listener.expiresAt.getTime() <= Date.now()) return;
    this.#send({ channel, message });
  }

  /** Drops who did not answer since the last call. */
  ping(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #isAmong(recipients: SignalPayload['recipients']): boolean {
    if (recipients.type === 'broadcast') return true;
    const refs = [recipients.entityRef].flat();
    return refs.some(ref => this.#listener.refs.has(ref));
  }

  /** One after the other, so that an unsubscribe never overtakes its subscribe. */
  #queue(data: RawData, isBinary: boolean): void {
    this.#waiting += 1;
    if (isBinary || this.#waiting > MOST_WAITING) {
      this.#close(POLICY_VIOLATION, 'Only a few JSON texts at a time');
      return;
    }
    this.#work = this.#work
      .then(() => this.#obey(String(data)))
      .catch(error => this.#comeAgain(error))
      .finally(() => (this.#waiting -= 1));
  }

  async #obey(text: string): Promise<void> {
    const { action, channel } = readMessage(text);
    if (typeof channel !== 'string') return;
    if (action === 'unsubscribe') this.#subscribed.delete(channel);
    if (action === 'subscribe') await this.#subscribe(channel);
  }

  async #subscribe(channel: string): Promise<void> {
    if (!this.#subscribed.has(channel) && !(await this.#mayHear(channel))) {
      this.#send({ refused: channel });
      return;
    }
    this.#subscribed.add(channel);
    this.#send({ subscribed: channel });
  }

  async #mayHear(channel: string): Promise<boolean> {
    const listeners = this.#options.channels.get(channel);
    if (!listeners || listeners === 'signed-in') return listeners !== undefined;
    const { credentials } = this.#listener;
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission: listeners }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  #send(message: JsonObject): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_UNSENT_BYTES) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(message));
  }

  #comeAgain(error: unknown): void {
    const { logger } = this.#options;
    logger.warn(`It could not be asked who may hear a channel: ${error}`);
    this.#close(TRY_AGAIN, 'It could not be asked whether you may hear it');
  }

  #close(code: number, reason: string): void {
    this.#subscribed.clear();
    this.#socket.close(code, reason);
  }
}

function readMessage(text: string): JsonObject {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
