import { spawn } from 'child_process';
import { once } from 'events';
import { createServer, type IncomingMessage, type Server } from 'http';
import type { AddressInfo } from 'net';
import path from 'path';

const SCRIPT = path.resolve(
  __dirname,
  '../../../templates/new-service/skeleton-common/.github/scripts/promote.mjs',
);

type Answer = [status: number, body: object];

interface Call {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body?: any;
}

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach(server => server.close()));

/** A portal that gives these answers, one after the other, the last one for ever. */
async function startPortal(answers: Answer[]) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const { method = '', url = '', headers } = request;
    calls.push({ method, url, headers, body: text && JSON.parse(text) });
    const [status, body] = answers.length > 1 ? answers.shift()! : answers[0];
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls };
}

async function promote(url: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [SCRIPT, 'dev', 'staging'], {
    env: {
      PATH: process.env.PATH,
      TOWPATH_URL: url,
      TOWPATH_TOKEN: 'the-token',
      SERVICE: 'demo',
      VERSION: 'abc',
      PROMOTION_POLL_SECONDS: '0.01',
      GITHUB_RUN_ID: '7',
      ...env,
    },
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
}

const CREATED: Answer = [201, { promotionId: 'p1' }];
const status = (text: string): Answer => [200, { status: text }];

it('asks the portal with the token and waits through approval to the end', async () => {
  const { url, calls } = await startPortal([
    CREATED,
    status('awaiting-approval'),
    status('running'),
    status('succeeded'),
  ]);
  const { code, output } = await promote(url);
  expect(`${code} ${output}`).toMatch(/^0 /);
  expect(calls[0]).toMatchObject({
    method: 'POST',
    url: '/api/environment/promotions',
    headers: { authorization: 'Bearer the-token' },
    body: { service: 'demo', from: 'dev', to: 'staging', version: 'abc' },
  });
  expect(calls[1].url).toBe('/api/environment/promotions/p1');
});

it('begins no second promotion when it has to ask again', async () => {
  const { url, calls } = await startPortal([
    [409, { error: 'demo is not healthy in dev yet' }],
    [503, {}],
    CREATED,
    status('succeeded'),
  ]);
  expect((await promote(url)).code).toBe(0);
  const keys = calls.slice(0, 3).map(call => call.headers['idempotency-key']);
  expect(new Set(keys)).toEqual(new Set(['demo/staging/abc/7']));
});

it.each(['failed', 'rejected', 'cancelled', 'superseded', 'rolled-back'])(
  'fails the job when the promotion ends as %s',
  async end => {
    const { url } = await startPortal([CREATED, status(end)]);
    const { code, output } = await promote(url);
    expect(code).toBe(1);
    expect(output).toContain(`::error::it ended as ${end}`);
  },
);

it('does not ask again when the portal refuses, and says why', async () => {
  const { url, calls } = await startPortal([[403, { error: 'not yours' }]]);
  const { code, output } = await promote(url);
  expect(code).toBe(1);
  expect(output).toContain('not yours');
  expect(calls).toHaveLength(1);
});

it('ends when the time is over and says that the promotion goes on', async () => {
  const { url } = await startPortal([CREATED, status('awaiting-approval')]);
  const { code, output } = await promote(url, { PROMOTION_MINUTES: '0.005' });
  expect(code).toBe(1);
  expect(output).toContain('it goes on in the portal');
});

it('names the setting that is missing', async () => {
  const { code, output } = await promote('', { TOWPATH_URL: '' });
  expect(code).toBe(1);
  expect(output).toContain('TOWPATH_URL is not set');
});
