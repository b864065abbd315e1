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

const promotion = (status: string, more: object = {}) => ({
  id: 'p1',
  status,
  ...more,
});
const created = (status: string, more: object = {}): Answer => [
  201,
  { promotionId: 'p1', promotion: promotion(status, more) },
];
const now = (status: string, more: object = {}): Answer => [
  200,
  promotion(status, more),
];
const refusal = (code: number, name: string, message: string): Answer => [
  code,
  { error: { name, message }, response: { statusCode: code } },
];
const keysOf = (calls: Call[]) =>
  calls
    .filter(call => call.method === 'POST')
    .map(call => call.headers['idempotency-key']);

it('asks the portal with the token and waits through approval to the end', async () => {
  const { url, calls } = await startPortal([
    created('awaiting-approval', { waitingFor: 'team-finance-leads' }),
    now('awaiting-approval', { waitingFor: 'team-finance-leads' }),
    now('waiting', { waitingFor: 'demo-staging is Progressing' }),
    now('succeeded'),
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
  expect(output.split('\n')).toEqual([
    `promotion of demo abc from dev to staging: ${url}/environments/promotions/p1`,
    `::notice::it waits for approval, team-finance-leads: ${url}/environments/promotions/p1`,
    'waiting: demo-staging is Progressing',
    'succeeded',
    '',
  ]);
});

it('waits for gates to open, says once what they say, and begins one promotion only', async () => {
  const closed = refusal(409, 'ConflictError', 'soak: 12 of 30 minutes');
  const { url, calls } = await startPortal([
    closed,
    closed,
    [503, {}],
    created('running'),
    now('succeeded'),
  ]);
  const { code, output } = await promote(url);
  expect(code).toBe(0);
  expect(output.match(/answered 409: soak: 12 of 30 minutes/g)).toHaveLength(1);
  expect(new Set(keysOf(calls))).toEqual(new Set(['demo/staging/abc/7']));
});

it('fails with the words of the gate when it does not open in time', async () => {
  const { url } = await startPortal([
    refusal(409, 'ConflictError', 'freeze until Monday'),
  ]);
  const { code, output } = await promote(url, { PROMOTION_MINUTES: '0.002' });
  expect(code).toBe(1);
  expect(output).toMatch(/::error::.*409: freeze until Monday/);
});

it.each(['failed', 'rejected', 'cancelled', 'superseded', 'rolled-back'])(
  'fails the job when the promotion ends as %s, and says why and where',
  async end => {
    const { url } = await startPortal([
      created('running'),
      now(end, { outcome: 'the reason' }),
    ]);
    const { code, output } = await promote(url);
    expect(code).toBe(1);
    expect(output).toContain(
      `::error::it ended as ${end}: the reason. See ${url}/environments/promotions/p1`,
    );
  },
);

describe('when the job is run again', () => {
  const again = { GITHUB_RUN_ATTEMPT: '2' };

  it('goes on with its promotion', async () => {
    const { url, calls } = await startPortal([
      created('awaiting-approval'),
      now('succeeded'),
    ]);
    expect((await promote(url, again)).code).toBe(0);
    expect(keysOf(calls)).toEqual(['demo/staging/abc/7']);
  });

  it('begins another when that one has failed', async () => {
    const { url, calls } = await startPortal([
      created('failed'),
      created('running'),
      now('succeeded'),
    ]);
    expect((await promote(url, again)).code).toBe(0);
    expect(keysOf(calls)).toEqual([
      'demo/staging/abc/7',
      'demo/staging/abc/7-2',
    ]);
  });
});

it('does not ask again when the portal refuses, and says why', async () => {
  const { url, calls } = await startPortal([
    refusal(403, 'NotAllowedError', 'not yours'),
  ]);
  const { code, output } = await promote(url);
  expect(code).toBe(1);
  expect(output).toContain('::error::the portal answered 403: not yours');
  expect(calls).toHaveLength(1);
});

it.each([401, 403])(
  'says what its token has to be when the portal answers %s',
  async status => {
    const { url } = await startPortal([
      refusal(status, 'SomeError', 'no such token'),
    ]);
    const { output } = await promote(url);
    expect(output).toMatch(
      /no such token\. .*TOWPATH_TOKEN.* environment\.promotion\.create.*docs\/runbook\.md/,
    );
  },
);

it('ends when the time is over and says where the promotion goes on', async () => {
  const { url } = await startPortal([
    created('awaiting-approval'),
    now('awaiting-approval'),
  ]);
  const { code, output } = await promote(url, { PROMOTION_MINUTES: '0.005' });
  expect(code).toBe(1);
  expect(output).toContain(
    `goes on in the portal: ${url}/environments/promotions/p1`,
  );
});

it('names the setting that is missing', async () => {
  const { code, output } = await promote('', { TOWPATH_URL: '' });
  expect(code).toBe(1);
  expect(output).toContain('TOWPATH_URL is not set');
});
