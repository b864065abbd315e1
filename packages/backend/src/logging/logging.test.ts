import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express from 'express';
import { once } from 'node:events';
import {
  createServer,
  get as httpGet,
  type IncomingHttpHeaders,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import request from 'supertest';
import { transports } from 'winston';
import { eventually } from '../__testUtils__/eventually';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from './rootHttpRouter';
import { rootLoggerTo } from './rootLogger';

const SESSION_SECRET = 'q"uoted/7Lk2 session secret of the test';

/** More bytes than a socket takes at once. */
const LARGE = 20_000_000;

/** Reads a URL with the two libraries that Backstage's own clients use. */
const get: Record<string, (url: string) => Promise<unknown>> = {
  fetch: async url => (await fetch(url)).text(),
  http: url =>
    new Promise(resolve => {
      httpGet(url, response => response.resume().on('end', resolve));
    }),
};

let elsewhere: string;
const sentElsewhere: IncomingHttpHeaders[] = [];
const otherServer = createServer((req, res) => {
  sentElsewhere.push(req.headers);
  res.end();
});

/** Two requests of it overlap: the first one waits until the second one is there. */
const pairing = createBackendPlugin({
  pluginId: 'pairing',
  register(env) {
    env.registerInit({
      deps: {
        discovery: coreServices.discovery,
        http: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ discovery, http, logger }) {
        const waiting: (() => void)[] = [];
        const router = express.Router();
        router.post('/upload', (req, res) => {
          req.resume().on('end', () => {
            logger.info('uploaded');
            res.end('x'.repeat(LARGE));
          });
        });
        router.use(express.json());
        router.post('/pair', async (req, res) => {
          logger.info(`before ${req.body.name}`);
          await new Promise<void>(resolve => {
            waiting.push(resolve);
            if (waiting.length === 2) waiting.splice(0).forEach(go => go());
          });
          logger.child({ step: 'second' }).info(`after ${req.body.name}`);
          res.json({ name: req.body.name });
        });
        router.get('/leak', (req, res) => {
          logger.warn(`session ${SESSION_SECRET}`, {
            headers: { ...req.headers },
            secret: SESSION_SECRET,
          });
          logger.error('It broke', new Error(`with ${SESSION_SECRET}`));
          res.json({});
        });
        router.get('/refuse', () => {
          throw new InputError('name is missing');
        });
        router.get('/relay/:library', async (req, res) => {
          const url = await discovery.getBaseUrl('pairing');
          await get[req.params.library](`${url}/seen`);
          await get[req.params.library](elsewhere);
          res.json({});
        });
        router.get('/seen', (_, res) => {
          logger.info('asked by another plugin');
          res.json({});
        });
        http.use(router);
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

const output = new PassThrough();
let text = '';
output.on('data', chunk => {
  text += chunk;
});

type Line = Record<string, unknown> & { message: string };

function lines(): Line[] {
  return text
    .trim()
    .split('\n')
    .map(json => JSON.parse(json));
}

async function linesOf(requestId: string, count: number): Promise<Line[]> {
  return eventually(async () => {
    const found = lines().filter(line => line.requestId === requestId);
    expect(found.length).toBeGreaterThanOrEqual(count);
    return found;
  });
}

let portal: Awaited<ReturnType<typeof startPortal>>;

beforeAll(async () => {
  await once(otherServer.listen(0), 'listening');
  const { port } = otherServer.address() as AddressInfo;
  elsewhere = `http://localhost:${port}/`;
  portal = await startPortal(
    [
      rootLoggerTo(new transports.Stream({ stream: output })),
      rootHttpRouter,
      pairing,
    ],
    {
      auth: { session: { secret: SESSION_SECRET } },
      towpath: { logging: { format: 'json' } },
    },
  );
});

afterAll(async () => {
  await portal.stop();
  otherServer.close();
});

function pair(name: string, requestId: string) {
  return request(portal.baseUrl)
    .post('/api/pairing/pair')
    .set('X-Request-Id', requestId)
    .send({ name });
}

describe('logging', () => {
  it('never swaps the ids of requests that overlap', async () => {
    const names = ['ada', 'grace', 'linus', 'nia'];
    await Promise.all(names.map(name => pair(name, `request-${name}`)));

    for (const name of names) {
      const messages = (await linesOf(`request-${name}`, 3)).map(
        line => line.message,
      );
      expect(messages.slice(0, 2)).toEqual([`before ${name}`, `after ${name}`]);
      expect(messages[2]).toContain('POST /api/pairing/pair HTTP/1.1" 200');
    }
  });

  it('keeps the id while large bodies come and go in pieces', async () => {
    const body = Buffer.alloc(LARGE);
    const headers = { 'X-Request-Id': 'in-pieces-1' };
    const url = `${portal.baseUrl}/api/pairing/upload`;
    const response = await fetch(url, { method: 'POST', body, headers });
    await response.arrayBuffer();

    const messages = (await linesOf('in-pieces-1', 2)).map(
      line => line.message,
    );
    expect(messages[0]).toBe('uploaded');
    expect(messages[1]).toContain('POST /api/pairing/upload');
  });

  it('answers with the id it was sent', async () => {
    const response = await request(portal.baseUrl)
      .get('/.backstage/health/v1/readiness')
      .set('X-Request-Id', 'from-the-proxy.1');

    expect(response.headers['x-request-id']).toBe('from-the-proxy.1');
  });

  it.each([
    ['absent', undefined],
    ['too short', 'short'],
    ['too long', 'x'.repeat(65)],
    ['made to forge a line', 'abcdefgh" level="error'],
  ])('makes an id of its own when the incoming one is %s', async (_, id) => {
    const call = request(portal.baseUrl).get('/.backstage/health/v1/liveness');
    const response = await (id ? call.set('X-Request-Id', id) : call);

    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['fetch', 'http'])(
    'follows a request from plugin to plugin over %s, and no further',
    async library => {
      sentElsewhere.length = 0;
      await request(portal.baseUrl)
        .get(`/api/pairing/relay/${library}`)
        .set('X-Request-Id', `relayed-${library}`)
        .expect(200);

      const messages = (await linesOf(`relayed-${library}`, 3)).map(
        line => line.message,
      );
      expect(messages[0]).toBe('asked by another plugin');
      expect(sentElsewhere).toHaveLength(1);
      expect(sentElsewhere[0]).not.toHaveProperty('x-request-id');
    },
  );

  it('puts the id into error bodies', async () => {
    const { body } = await request(portal.baseUrl)
      .get('/api/pairing/refuse')
      .set('X-Request-Id', 'refused-1')
      .expect(400);

    expect(body).toEqual({
      error: { name: 'InputError', message: 'name is missing' },
      request: { id: 'refused-1', method: 'GET', url: '/refuse' },
      response: { statusCode: 400 },
    });
  });

  it('shows neither configured secrets nor credentials that were sent', async () => {
    await request(portal.baseUrl)
      .get('/api/pairing/leak?access_token=abc.def.ghi')
      .set('X-Request-Id', 'leaking-1')
      .set('Authorization', 'Bearer not-a-known-token-0123456789')
      .set('Cookie', 'session=very-private');
    const logged = JSON.stringify(await linesOf('leaking-1', 3));

    expect(logged).toContain('session ***');
    expect(logged).toContain('It broke');
    expect(logged).not.toContain('uoted/7Lk2');
    expect(logged).not.toContain('not-a-known-token');
    expect(logged).not.toContain('very-private');
    expect(logged).not.toContain('abc.def.ghi');
  });

  it("keeps the headers of Backstage's own stack", async () => {
    const { headers } = await request(portal.baseUrl).get('/nowhere');

    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });
});

describe('text lines', () => {
  it('fit on one line: time, level, plugin, message, fields, request id', async () => {
    const stream = new PassThrough();
    const textPortal = await startPortal(
      [
        rootLoggerTo(new transports.Stream({ stream })),
        rootHttpRouter,
        pairing,
      ],
      { towpath: { logging: { format: 'text' } } },
    );
    stream.resume();
    const [[chunk]] = await Promise.all([
      eventually(async () => nextRequestLine(stream)),
      request(textPortal.baseUrl)
        .get('/api/pairing/refuse?page=2')
        .set('X-Request-Id', 'for-people-1'),
    ]);
    await textPortal.stop();

    // eslint-disable-next-line no-control-regex
    expect(chunk.replace(/\u001b\[[0-9;]*m/g, '')).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} info {2}rootHttpRouter GET \/api\/pairing\/refuse\?page=2 400 .*requestId=for-people-1\n$/,
    );
  });
});

async function nextRequestLine(stream: PassThrough): Promise<[string]> {
  for (;;) {
    const [chunk] = await once(stream, 'data');
    if (String(chunk).includes('for-people-1')) {
      return [String(chunk)];
    }
  }
}
