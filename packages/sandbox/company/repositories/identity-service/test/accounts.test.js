import assert from 'node:assert/strict';
import { once } from 'node:events';
import { beforeEach, describe, it } from 'node:test';
import { Accounts, ATTEMPTS, LOCK } from '../src/accounts.js';
import { EventLog } from '../src/events.js';
import { identityServer } from '../src/http.js';

const ana = { email: 'Ana@Example.com ', password: 'correct horse battery' };
let clock;
let events;
let accounts;

beforeEach(() => {
  clock = Date.UTC(2026, 10, 2, 9);
  const now = () => clock;
  events = new EventLog({ now });
  accounts = new Accounts({
    now,
    newId: () => 'acc_1',
    publish: (type, data) => events.append(type, data),
  });
});

describe('accounts', () => {
  it('knows one person by one address, however it is typed', async () => {
    await accounts.register(ana);
    const { email } = await accounts.signIn({
      ...ana,
      email: 'ANA@example.com',
    });
    assert.equal(email, 'ana@example.com');
    await assert.rejects(accounts.register(ana), { code: 'address-taken' });
  });

  it('says the same for a wrong password and an unknown address', async () => {
    await accounts.register(ana);
    const wrong = await accounts
      .signIn({ ...ana, password: 'something else' })
      .catch(e => e);
    const unknown = await accounts
      .signIn({ ...ana, email: 'eve@example.com' })
      .catch(e => e);
    assert.deepEqual(
      [wrong.status, wrong.message],
      [unknown.status, unknown.message],
    );
  });

  it('locks after five wrong passwords, for the right one too, and opens again', async () => {
    await accounts.register(ana);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await assert.rejects(accounts.signIn({ ...ana, password: 'wrong' }));
    }
    await assert.rejects(accounts.signIn(ana), /try again in 15 min/);
    clock += LOCK;
    assert.equal((await accounts.signIn(ana)).id, 'acc_1');
  });

  it('refuses passwords that are short or contain the address', async () => {
    await assert.rejects(
      accounts.register({ ...ana, password: 'short' }),
      /at least 12/,
    );
    await assert.rejects(
      accounts.register({ ...ana, password: 'ANA is my name ok' }),
      /leave your e-mail/,
    );
  });

  it('puts no password, hash or address into events', async () => {
    await accounts.register(ana);
    await accounts.signIn(ana);
    const text = JSON.stringify(events.after(0));
    assert.doesNotMatch(text, /scrypt|correct horse|example\.com/);
    assert.equal(events.after(1)[0].type, 'account.signed-in');
  });
});

it('serves accounts, sign-ins and events over HTTP', async t => {
  const server = identityServer({
    accounts,
    events,
    issueToken: async () => ({ token: 't' }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `http://127.0.0.1:${server.address().port}`;
  const post = (path, body) =>
    fetch(url + path, { method: 'POST', body: JSON.stringify(body) });

  assert.equal((await post('/accounts', ana)).status, 201);
  assert.equal(
    (await post('/sign-ins', { ...ana, password: 'x' })).status,
    401,
  );
  const signedIn = await (await post('/sign-ins', ana)).json();
  assert.deepEqual(signedIn.token, { token: 't' });
  const lines = await (await fetch(`${url}/events?after=1`)).text();
  assert.deepEqual(
    lines
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).sequence),
    [2],
  );
  const metrics = await (await fetch(`${url}/metrics`)).text();
  assert.match(metrics, /identity_answers_total\{status="401"\} 1/);
});
