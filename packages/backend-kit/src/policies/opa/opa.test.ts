import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { StillClock } from '@towpath/clock/testing';
import { findProgram, freePort, until } from '@towpath/test-kit';
import { PolicyFolder } from '../PolicyFolder';
import { OpaClient } from './OpaClient';
import { readOpaSettings } from './readOpaSettings';

const folder = createMockDirectory();
const clock = new StillClock();
const POLICY = `
name: shop
appliesTo: [template]
opa: { path: shop/findings }
`;

function policies(url: string, timeoutMs = 60_000, token?: string) {
  clock.advance(10_000);
  return new PolicyFolder({
    folders: [folder.path],
    reader: {
      ...{ subject: 'template', variables: ['input'] },
      opa: new OpaClient({ url, timeoutMs, token }),
    },
    ...{ clock, logger: mockServices.logger.mock() },
  });
}

async function ask(url: string, document: object, timeoutMs?: number) {
  const policy = await policies(url, timeoutMs).get('shop');
  return policy.evaluate(document as Record<string, unknown>);
}

beforeEach(() => folder.setContent({ 'shop.yaml': POLICY }));

describe('an OPA that is not as it should be', () => {
  let server: Server;
  let url: string;
  let answer: RequestListener;
  const asked: { url?: string; authorization?: string; body: string }[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { authorization } = request.headers;
      asked.push({ url: request.url, authorization, body });
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const says =
    (body: unknown, status = 200): RequestListener =>
    (_, response) =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body));

  const found = { rule: 'dear', effect: 'deny', message: 'Too dear.' };

  it('is asked at the path of the policy, with the document as input and its token', async () => {
    answer = says({ result: [] });
    const policy = await policies(url, 60_000, 'a-token').get('shop');
    const { effect } = await policy.evaluate({ input: { price: 1 } });
    expect(effect).toBe('allow');
    expect(asked.at(-1)).toEqual({
      url: '/v1/data/shop/findings',
      authorization: 'Bearer a-token',
      body: JSON.stringify({ input: { input: { price: 1 } } }),
    });
  });

  it('says no in its own words, the strongest first, and once for each rule', async () => {
    const gate = {
      ...{ rule: 'odd', effect: 'gate', message: 'Odd.' },
      approvers: { by: 'group:default/buyers' },
    };
    const again = { ...found, message: 'By far.' };
    answer = says({ result: [gate, found, again], decision_id: 'x' });
    expect(await ask(url, {})).toEqual({
      effect: 'deny',
      findings: [{ ...found, message: 'Too dear. By far.' }, gate],
    });
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'an error of its own',
      says({ code: 'internal_error', message: 'eval_conflict' }, 500),
      /OPA answered 500: .*eval_conflict/,
    ],
    [
      'a token that it does not take',
      says({ message: 'not yours' }, 401),
      /OPA answered 401: .*not yours/,
    ],
    [
      'a connection that breaks',
      (_, response) => void response.destroy(),
      /cannot be reached/,
    ],
    [
      'an answer that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"result":');
        setImmediate(() => response.destroy());
      },
      /cannot be reached/,
    ],
    [
      'a way to elsewhere',
      (_, response) =>
        void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      /cannot be reached/,
    ],
  ])('cannot be asked, and denies: %s', async (_what, listener, why) => {
    answer = listener;
    const { effect, findings } = await ask(url, {});
    expect(effect).toBe('deny');
    expect(findings).toEqual([
      expect.objectContaining({
        ...{ rule: 'opa', effect: 'deny' },
        message: expect.stringContaining('"shop" could not be asked'),
        error: expect.stringMatching(why),
      }),
    ]);
  });

  it.each<[string, RequestListener]>([
    ['no answer', () => undefined],
    [
      'an answer that never ends',
      (_, response) => {
        response.writeHead(200).write('{"result": [');
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('denies in time: %s', async (_what, listener) => {
    answer = listener;
    const { effect, findings } = await ask(url, {}, 300);
    expect(effect).toBe('deny');
    expect(findings[0].error).toBe(
      'could not be asked: OPA did not answer within 300 ms',
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing at the path', {}, /nothing is defined/],
    [
      'a warning in place of a result',
      { warning: { code: 'api_usage_warning' } },
      /nothing is defined/,
    ],
    ['yes, in words of its own', { result: true }, /result: /],
    ['an object of lists', { result: { deny: [] } }, /result: /],
    [
      'another effect',
      { result: [{ ...found, effect: 'warn' }] },
      /result[.]0[.]effect/,
    ],
    [
      'a rule without a name',
      { result: [{ ...found, rule: '' }] },
      /result[.]0[.]rule/,
    ],
    [
      'a finding without words',
      { result: [{ rule: 'a', effect: 'deny' }] },
      /result[.]0[.]message/,
    ],
    [
      'a field that nobody knows',
      { result: [{ ...found, approve: 'me' }] },
      /approve/,
    ],
    [
      'approvers of a deny',
      { result: [{ ...found, approvers: { by: 'a' } }] },
      /only effect gate/,
    ],
    [
      'nobody who approves',
      { result: [{ ...found, effect: 'gate', approvers: { by: [] } }] },
      /approvers/,
    ],
    [
      'one rule that says two things',
      { result: [found, { ...found, effect: 'allow' }] },
      /two things/,
    ],
    ['no JSON', 'allow', /no JSON/],
    ['nothing at all', '', /no JSON/],
    ['null', 'null', /nothing is defined/],
    [
      'more than fits',
      JSON.stringify({ result: 'x'.repeat(1_100_000) }),
      /longer than/,
    ],
  ])('is not understood, and denies: %s', async (_what, body, why) => {
    answer = says(body);
    const { effect, findings } = await ask(url, {});
    expect(effect).toBe('deny');
    expect(findings).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('is not understood'),
        error: expect.stringMatching(why),
      }),
    ]);
  });
});

it('cannot be asked when nobody is there', async () => {
  const { findings } = await ask(`http://127.0.0.1:${await freePort()}`, {});
  expect(findings[0].error).toMatch(/could not be asked: .*ECONNREFUSED/);
});

describe('a file that names OPA', () => {
  it.each([
    [
      'a path with dots',
      POLICY.replace('shop/', 'data.shop.'),
      /shop[.]yaml:4: opa[.]path: write the rule/,
    ],
    [
      'a path that leads out',
      POLICY.replace('shop/', '../v1/policies/'),
      /opa[.]path/,
    ],
    ['rules of its own beside', `${POLICY}rules: []\n`, /rules/],
    [
      'an example without effect',
      `${POLICY}examples: [{ name: a, document: {} }]\n`,
      /examples[.]0[.]effect/,
    ],
  ])('is refused for %s', async (_what, text, why) => {
    folder.setContent({ 'shop.yaml': text });
    const [file] = await policies('http://127.0.0.1:1').list();
    expect(file.policy).toBeUndefined();
    expect(file.problems.join()).toMatch(why);
  });

  it('is refused where no OPA is configured', async () => {
    clock.advance(10_000);
    const [file] = await new PolicyFolder({
      folders: [folder.path],
      reader: { subject: 'template', variables: ['input'] },
      ...{ clock, logger: mockServices.logger.mock() },
    }).list();
    expect(file.problems.join()).toContain('Set policies.opa.url');
  });
});

describe('where OPA is', () => {
  const read = (opa: object) =>
    readOpaSettings(mockServices.rootConfig({ data: { policies: { opa } } }));

  it.each<[{ url: string; token?: string; timeout?: string }, number]>([
    [{ url: 'http://127.0.0.1:8181/' }, 2_000],
    [{ url: 'https://opa.example.org', token: 'a', timeout: '500ms' }, 500],
    [{ url: 'http://localhost:8181', token: 'a' }, 2_000],
  ])('is read: %j', (opa, timeoutMs) => {
    expect(read(opa)).toEqual({
      ...{ token: opa.token, timeoutMs },
      url: opa.url.replace(/\/$/, ''),
    });
  });

  it.each([
    [{}, /url/],
    [{ url: 'opa' }, /give an address such as/],
    [{ url: 'file:///etc/passwd' }, /give an address such as/],
    [{ url: 'http://opa.example.org', token: 'a' }, /in clear/],
    [{ url: 'http://127.0.0.1.example.org', token: 'a' }, /in clear/],
    [{ url: 'http://127.0.0.1', timeout: '1m' }, /give 100 ms to 8 s/],
  ])('is refused: %j', (opa, why) => {
    expect(() => read(opa)).toThrow(why);
  });
});

const REGO = `package shop

import rego.v1

findings contains {"rule": "dear", "effect": "gate", "message": msg, "approvers": {"by": "group:default/buyers"}} if {
  input.input.price > 100
  msg := sprintf("%d is dear.", [input.input.price])
}

findings contains {"rule": "no-poison", "effect": "deny", "message": "Poison.", "field": "input.food"} if {
  input.input.food == "toadstool"
}
`;

// The real program; where it is absent, the tests are skipped by name.
const describeOpa = findProgram('opa') ? describe : describe.skip;

describeOpa('a real OPA', () => {
  const rego = createMockDirectory({ content: { 'shop.rego': REGO } });
  let opa: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const address = `127.0.0.1:${await freePort()}`;
    url = `http://${address}`;
    const args = ['run', '--server', '--addr', address, '--log-level', 'error'];
    opa = spawn('opa', [...args, rego.path], { stdio: 'ignore' });
    await until('OPA serves', async () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });
  afterAll(async () => {
    if (opa.exitCode !== null) return;
    opa.kill();
    await once(opa, 'exit');
  });

  it.each([
    ['nothing', { food: 'apple', price: 1 }, 'allow', []],
    ['a gate', { food: 'apple', price: 101 }, 'gate', ['101 is dear.']],
    [
      'both',
      { food: 'toadstool', price: 101 },
      'deny',
      ['Poison.', '101 is dear.'],
    ],
  ])('says %s', async (_what, input, effect, messages) => {
    const result = await ask(url, { input });
    expect(result.effect).toBe(effect);
    expect(result.findings.map(({ message }) => message)).toEqual(messages);
  });

  it('denies where nothing is defined at the path', async () => {
    folder.setContent({ 'shop.yaml': POLICY.replace('findings', 'nothing') });
    const { effect, findings } = await ask(url, { input: {} });
    expect(effect).toBe('deny');
    expect(findings[0].error).toMatch(/nothing is defined at its path/);
  });
});
