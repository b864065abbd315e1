import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@towpath/test-kit';

/** How long a caller is kept waiting while none of the backends takes it. */
const PATIENCE_MS = 5_000;

/** One address for several backends, as a load balancer gives it. */
export interface Forwarder {
  port: number;
  close(): void;
}

/**
 * Hands each connection on to one of the backends that answer, in turn.
 *
 * @param ports - of those that answer now.
 */
export async function startForwarder(
  ports: () => number[],
): Promise<Forwarder> {
  let turn = 0;
  const server = net.createServer(caller => {
    caller.on('error', () => caller.destroy());
    void connect(() => inTurn(ports(), turn++)).then(backend =>
      backend ? join(caller, backend) : caller.destroy(),
    );
  });
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return { port, close: () => server.close() };
}

const inTurn = (list: number[], turn: number): number | undefined =>
  list[turn % list.length];

async function connect(
  next: () => number | undefined,
): Promise<net.Socket | undefined> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const port = next();
    const backend = port && (await tryOnce(port));
    if (backend) return backend;
    await pause(50);
  }
  return undefined;
}

function tryOnce(port: number): Promise<net.Socket | undefined> {
  return new Promise(done => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => done(socket));
    socket.once('error', () => done(undefined));
  });
}

/** What ends one of them, such as a kill, ends the other. */
function join(caller: net.Socket, backend: net.Socket): void {
  backend.on('error', () => backend.destroy());
  caller.once('close', () => backend.destroy());
  backend.once('close', () => caller.destroy());
  caller.pipe(backend).pipe(caller);
  if (caller.destroyed) backend.destroy();
}
