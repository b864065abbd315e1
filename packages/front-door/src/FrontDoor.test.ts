import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FrontDoor, type FrontDoorOptions, guardServer } from './index.ts';
import {
  foreignHostTricks,
  foreignOriginTricks,
  ownRequests,
  sendRaw,
  statusOf,
} from './testing/index.ts';

const KEYS = { hosts: 'door.hosts', origins: 'door.origins' };
const PORT = 7010;
const target = { port: PORT, page: '/', form: '/form', socket: '/socket' };

let server: Server;
let door: FrontDoor;
let reached: IncomingMessage[];

function open(options: Partial<FrontDoorOptions> = {}): void {
  const hosts = ['localhost', '127.0.0.1', '[::1]'].map(
    name => `${name}:${PORT}`,
  );
  door = new FrontDoor({
    name: 'the shop',
    hosts,
    origins: hosts.map(host => `http://${host}`),
    keys: KEYS,
    ...options,
  });
}

const ask = (...head: string[]) =>
  sendRaw((server.address() as AddressInfo).port, head);

beforeEach(async () => {
  open();
  reached = [];
  server = createServer((request, response) => {
    reached.push(request);
    response.writeHead(204, { Connection: 'close' }).end();
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request);
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
  // The tricks name one port, and the door is asked anew for each request.
  guardServer(server, { check: request => door.check(request) });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

describe('a request of a foreign page does not come in', () => {
  it.each(foreignHostTricks(target))('when it $name', async ({ head }) => {
    expect(statusOf(await ask(...head))).toBe(421);
    expect(reached).toEqual([]);
  });

  it.each(foreignOriginTricks(target))('when it $name', async ({ head }) => {
    expect(statusOf(await ask(...head))).toBe(403);
    expect(reached).toEqual([]);
  });
});

describe('a request of ours comes in', () => {
  it.each(ownRequests(target))('when it $name', async ({ head }) => {
    expect(statusOf(await ask(...head))).toBe(204);
  });

  it('as a socket of our own page', async () => {
    const answer = await ask(
      'GET /socket HTTP/1.1',
      `Host: localhost:${PORT}`,
      `Origin: http://localhost:${PORT}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
    );
    expect(statusOf(answer)).toBe(101);
  });
});

it('says in words what was refused and which setting lets it in', async () => {
  const host = await ask('GET / HTTP/1.1', 'Host: evil.example');
  expect(host).toContain('"evil.example" is no address of the shop.');
  expect(host).toContain(
    'Ask for localhost:7010, or add the host to door.hosts',
  );
  const origin = await ask(
    'POST / HTTP/1.1',
    'Host: localhost:7010',
    'Origin: http://evil.example',
    'Content-Length: 0',
  );
  expect(origin).toContain('"http://evil.example" may not change anything');
  expect(origin).toContain('add the origin to door.origins');
  expect(origin).toMatch(/^content-type: text\/plain/im);
});

it('does not say the whole of a host that was made to fill a log', async () => {
  const answer = await ask('GET / HTTP/1.1', `Host: ${'x'.repeat(5_000)}`);
  expect(answer.length).toBeLessThan(600);
});

describe('a proxy before the server', () => {
  const through = (forwarded: string) =>
    ask(
      'GET / HTTP/1.1',
      `Host: localhost:${PORT}`,
      `X-Forwarded-Host: ${forwarded}`,
    );

  it('is not listened to unless it is trusted', async () => {
    expect(statusOf(await through('evil.example'))).toBe(204);
  });

  it.each(['evil.example', 'localhost:7010, evil.example', ''])(
    'is refused for the host "%s" when it is trusted',
    async forwarded => {
      open({ trustsProxy: () => true });
      expect(statusOf(await through(forwarded))).toBe(421);
    },
  );

  it('never makes a foreign host ours, since any page can send that header too', async () => {
    open({ trustsProxy: () => true });
    const answer = await ask(
      'GET / HTTP/1.1',
      'Host: evil.example',
      `X-Forwarded-Host: localhost:${PORT}`,
    );
    expect(statusOf(answer)).toBe(421);
  });
});

describe('probes', () => {
  beforeEach(() => open({ probes: ['/health'] }));

  it.each([
    ['by IPv4', ['GET /health HTTP/1.1', 'Host: 10.1.2.3:7007']],
    ['by IPv6', ['HEAD /health HTTP/1.1', 'Host: [FD00::1]:7007']],
    ['without a host', ['GET /health HTTP/1.0']],
  ])('come in %s', async (_, head) => {
    expect(statusOf(await ask(...head))).toBe(204);
  });

  it.each([
    ['by a name', ['GET /health HTTP/1.1', 'Host: evil.example']],
    ['to another page', ['GET /secrets HTTP/1.1', 'Host: 10.1.2.3']],
    ['to a page below', ['GET /health/../secrets HTTP/1.1', 'Host: 10.1.2.3']],
    ['with a write', ['DELETE /health HTTP/1.1', 'Host: 10.1.2.3']],
    [
      'with a socket',
      [
        'GET /health HTTP/1.1',
        'Host: 10.1.2.3',
        'Connection: Upgrade',
        'Upgrade: websocket',
      ],
    ],
  ])('are no way in %s', async (_, head) => {
    expect(statusOf(await ask(...head))).toBe(421);
  });
});

describe('settings', () => {
  it.each([
    'https://portal.example',
    'portal.example/',
    '*.example',
    'a b',
    '',
  ])('refuse the host "%s"', host => {
    expect(() => open({ hosts: [host] })).toThrow(
      `door.hosts has "${host}", which is no host`,
    );
  });

  it.each(['portal.example', 'https://portal.example/', 'null', '*'])(
    'refuse the origin "%s"',
    origin => {
      expect(() => open({ origins: [origin] })).toThrow(
        `door.origins has "${origin}", which is no origin`,
      );
    },
  );

  it('take a host without a port for both usual ones, and for no other', async () => {
    open({ hosts: ['Portal.example'] });
    const statuses = ['', ':443', ':80', ':7007'].map(async port =>
      statusOf(await ask('GET / HTTP/1.1', `Host: portal.example${port}`)),
    );
    expect(await Promise.all(statuses)).toEqual([204, 204, 204, 421]);
  });
});
