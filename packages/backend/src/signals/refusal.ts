import type { Duplex } from 'node:stream';

const TEXTS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const;

/** Why a request for a socket is answered with no. */
export class Refusal extends Error {
  constructor(readonly status: keyof typeof TEXTS, message: string) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Answers a request for a socket with no, and closes its connection. */
export function refuse(socket: Duplex, { status, message }: Refusal): void {
  socket.end(
    [
      `HTTP/1.1 ${status} ${TEXTS[status]}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(message)}`,
      'Connection: close',
      '',
      message,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
