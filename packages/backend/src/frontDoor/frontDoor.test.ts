import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  foreignHostTricks,
  foreignOriginTricks,
  ownRequests,
  sendRaw,
  statusOf,
} from '@towpath/front-door/testing';
import { freePort } from '@towpath/test-kit';
import express from 'express';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from '../logging';
import { readFrontDoor } from './readFrontDoor';

const PUBLIC = 'https://portal.example';
const reached: string[] = [];

/** Takes writes, and opens sockets the way upstream's signals do, past every router. */
const shop = createBackendPlugin({
  pluginId: 'shop',
  register(env) {
    env.registerInit({
      deps: { http: coreServices.httpRouter },
      async init({ http }) {
        let listens = false;
        const router = express.Router();
        router.use((req, res) => {
          reached.push(`${req.method} ${req.url}`);
          const { server } = req.socket as any;
          if (!listens) {
            listens = true;
            server.on('upgrade', (_: unknown, socket: any) => {
              reached.push('upgrade');
              socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
            });
          }
          res.json({ host: req.hostname });
        });
        http.use(router);
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

let port: number;
const stops: (() => Promise<void>)[] = [];

async function open(config: JsonObject = {}): Promise<number> {
  const chosen = await freePort();
  const portal = await startPortal(
    [mockServices.rootLogger.factory(), rootHttpRouter, shop],
    {
      ...config,
      backend: {
        baseUrl: `http://localhost:${chosen}`,
        listen: { port: chosen },
        ...(config.backend as JsonObject),
      },
    },
  );
  stops.push(portal.stop);
  await sendRaw(chosen, [
    'GET /api/shop/first HTTP/1.1',
    `Host: localhost:${chosen}`,
  ]);
  return chosen;
}

const ask = async (at: number, ...head: string[]) =>
  statusOf(await sendRaw(at, head));

beforeEach(() => reached.splice(0));
afterAll(() => Promise.all(stops.map(stop => stop())));

const target = (at: number) => ({
  port: at,
  page: '/api/shop/page',
  form: '/api/shop/form',
  socket: '/api/shop/socket',
});

describe('a portal on a laptop', () => {
  beforeAll(async () => {
    port = await open();
  });

  const namesOf = (tricks: typeof foreignHostTricks) =>
    tricks(target(1)).map(({ name }, index) => ({ name, index }));

  it.each(namesOf(foreignHostTricks))(
    'keeps out a page that rebinds its name: it $name',
    async ({ index }) => {
      const { head } = foreignHostTricks(target(port))[index];
      expect(await ask(port, ...head)).toBe(421);
      expect(reached).toEqual([]);
    },
  );

  it.each(namesOf(foreignOriginTricks))(
    'keeps out a write of a foreign page: it $name',
    async ({ index }) => {
      const { head } = foreignOriginTricks(target(port))[index];
      expect(await ask(port, ...head)).toBe(403);
      expect(reached).toEqual([]);
    },
  );

  it.each(namesOf(ownRequests))(
    'lets in what is ours: it $name',
    async ({ index }) => {
      const { head } = ownRequests(target(port))[index];
      expect(await ask(port, ...head)).toBe(200);
    },
  );

  it('opens a socket for a page of its own', async () => {
    const status = await ask(
      port,
      'GET /api/shop/socket HTTP/1.1',
      `Host: localhost:${port}`,
      `Origin: http://localhost:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    );
    expect(status).toBe(101);
  });

  it('says which setting lets a host in', async () => {
    const answer = await sendRaw(port, [
      'GET / HTTP/1.1',
      'Host: towpath.portal.svc',
    ]);
    expect(answer).toContain(
      '"towpath.portal.svc" is no address of the portal',
    );
    expect(answer).toContain('towpath.frontDoor.hosts');
  });
});

describe('a portal in production', () => {
  const get = (host: string, ...more: string[]) => [
    'GET /api/shop/page HTTP/1.1',
    `Host: ${host}`,
    ...more,
  ];

  beforeAll(async () => {
    port = await open({
      app: { baseUrl: PUBLIC },
      backend: {
        baseUrl: 'https://api.portal.example',
        trustProxy: 1,
        cors: { origin: ['https://*.tools.example'] },
      },
      discovery: {
        endpoints: [
          {
            target: { internal: 'http://catalog.svc:7007/api/{{pluginId}}' },
            plugins: ['catalog'],
          },
          { target: 'http://all.svc/api/{{pluginId}}', plugins: ['search'] },
        ],
      },
      towpath: {
        frontDoor: {
          hosts: ['towpath.portal.svc:7007'],
          origins: ['https://ai-client.example'],
        },
      },
    });
  });

  it.each([
    'portal.example',
    'PORTAL.example:443',
    'api.portal.example',
    'catalog.svc:7007',
    'all.svc',
    'towpath.portal.svc:7007',
  ])('answers to its name %s', async host => {
    expect(await ask(port, ...get(host))).toBe(200);
  });

  it.each([
    'portal.example.evil.example',
    'towpath.portal.svc',
    'portal.example:8443',
    '10.1.2.3:7007',
  ])('does not answer to %s', async host => {
    expect(await ask(port, ...get(host))).toBe(421);
  });

  it.each([
    ['passes its name on', 'portal.example', 200],
    ['passes a foreign name on', 'evil.example', 421],
    ['passes a list on', 'portal.example, evil.example', 421],
  ])('behind a proxy that %s', async (_, forwarded, status) => {
    const head = get('portal.example', `X-Forwarded-Host: ${forwarded}`);
    expect(await ask(port, ...head)).toBe(status);
  });

  it('is not opened by a forwarded host that a page made up', async () => {
    const head = get('evil.example', 'X-Forwarded-Host: portal.example');
    expect(await ask(port, ...head)).toBe(421);
  });

  it.each([
    ['https://portal.example', 200],
    ['https://api.portal.example', 200],
    ['https://bench.tools.example', 200],
    ['https://ai-client.example', 200],
    ['http://portal.example', 403],
    ['https://tools.example.evil.example', 403],
    ['null', 403],
  ])('answers a write of a page at %s with %d', async (origin, status) => {
    const head = [
      'POST /api/shop/form HTTP/1.1',
      'Host: portal.example',
      `Origin: ${origin}`,
      'Content-Length: 0',
    ];
    expect(await ask(port, ...head)).toBe(status);
  });

  it.each([
    ['readiness', 'Host: 10.1.2.3:7007'],
    ['liveness', 'Host: [fd00::12]:7007'],
  ])('answers the probe %s of Kubernetes by number', async (name, host) => {
    const path = `/.backstage/health/v1/${name}`;
    expect(await ask(port, `GET ${path} HTTP/1.1`, host)).toBe(200);
    expect(await ask(port, `GET ${path} HTTP/1.0`)).toBe(200);
    expect(await ask(port, `GET ${path} HTTP/1.1`, 'Host: evil.example')).toBe(
      421,
    );
  });
});

it.each([
  [{ hosts: ['https://portal.example'] }, 'hosts has "https://portal.example"'],
  [{ origins: ['portal.example'] }, 'origins has "portal.example"'],
])('refuses settings that could never fit: %p', (frontDoor, problem) => {
  const config = new ConfigReader({
    backend: { baseUrl: PUBLIC, listen: ':7007' },
    towpath: { frontDoor },
  });
  expect(() => readFrontDoor(config, () => false)).toThrow(
    `towpath.frontDoor.${problem}`,
  );
});
