import {
  type IncomingMessage,
  type Server,
  ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { FrontDoor, Refusal } from './FrontDoor.ts';

const ANSWERED = ['request', 'checkContinue', 'checkExpectation'];
const RAW = ['upgrade', 'connect'];

/**
 * Puts the door before everything that a server does with a request, sockets included, whoever
 * listens and whenever they began to. An event cannot be stopped by one of its listeners, so it is
 * held back where it is emitted.
 *
 * @param onRefusal - told of each request that was not let in
 */
export function guardServer(
  server: Server,
  door: Pick<FrontDoor, 'check'>,
  onRefusal: (refusal: Refusal, request: IncomingMessage) => void = () => {},
): void {
  const emit = server.emit.bind(server) as (
    event: string | symbol,
    ...values: unknown[]
  ) => boolean;
  const guarded = (event: string | symbol, ...values: unknown[]): boolean => {
    if (![...ANSWERED, ...RAW].includes(String(event))) {
      return emit(event, ...values);
    }
    const [request, answer] = values as [
      IncomingMessage,
      ServerResponse | Duplex,
    ];
    const refusal = door.check(request);
    if (!refusal) return emit(event, ...values);
    onRefusal(refusal, request);
    if (answer instanceof ServerResponse) answerPlainly(answer, refusal);
    else endSocket(answer, refusal);
    return true;
  };
  server.emit = guarded as Server['emit'];
}

const headersOf = (body: string) => ({
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Length': String(Buffer.byteLength(body)),
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  Connection: 'close',
});

function answerPlainly(response: ServerResponse, refusal: Refusal): void {
  const body = `${refusal.message}\n`;
  response.writeHead(refusal.status, headersOf(body)).end(body);
}

function endSocket(socket: Duplex, { status, message }: Refusal): void {
  const body = `${message}\n`;
  const head = Object.entries(headersOf(body)).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.on('error', () => {});
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`,
    () => socket.destroy(),
  );
}
