import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { beforeEach, test } from 'node:test';
import { connectHandler } from '../src/connect.js';
import { Tokens } from '../src/tokens.js';

const oldKey = { id: 'k1', secret: 'old '.repeat(8) };
const newKey = { id: 'k2', secret: 'new '.repeat(8) };
const start = Date.UTC(2026, 10, 2);
let clock;
const withKeys = keys => new Tokens({ keys, now: () => clock });

beforeEach(() => {
  clock = start;
});

test('a token ends when it says so, give or take half a minute of clock skew', () => {
  const tokens = withKeys([oldKey]);
  const { token } = tokens.issue({ subject: 'acc_1', lifetimeSeconds: 60 });
  clock = start + 89_000;
  assert.equal(tokens.verify({ token }).valid, true);
  clock = start + 90_000;
  assert.deepEqual(tokens.verify({ token }), {
    valid: false,
    reason: 'expired',
  });
});

test('changing one claim breaks the signature', () => {
  const tokens = withKeys([oldKey]);
  const [payload, signature] = tokens
    .issue({ subject: 'acc_1' })
    .token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'acc_2' }));
  const token = `${forged.toString('base64url')}.${signature}`;
  assert.equal(tokens.verify({ token }).reason, 'bad-signature');
});

test('rotating keys keeps old tokens alive until the old key leaves', () => {
  const { token } = withKeys([oldKey]).issue({ subject: 'acc_1' });
  assert.equal(withKeys([newKey, oldKey]).verify({ token }).subject, 'acc_1');
  assert.equal(withKeys([newKey]).verify({ token }).reason, 'bad-signature');
});

test('a revoked token is refused, and forgotten once it would have expired', () => {
  const tokens = withKeys([oldKey]);
  const { token } = tokens.issue({ subject: 'acc_1', lifetimeSeconds: 60 });
  tokens.revoke({ token });
  assert.equal(tokens.verify({ token }).reason, 'revoked');
  clock = start + 120_000;
  tokens.revoke({ token: tokens.issue({ subject: 'acc_2' }).token });
  assert.equal(tokens.revokedCount, 1);
});

test('a token for the storefront opens nothing else', () => {
  const tokens = withKeys([oldKey]);
  const { token } = tokens.issue({ subject: 'acc_1', audience: 'storefront' });
  assert.equal(
    tokens.verify({ token, audience: 'admin' }).reason,
    'wrong-audience',
  );
});

test('nonsense is malformed, not a crash', () => {
  const tokens = withKeys([oldKey]);
  for (const token of [undefined, '', 'a', 'a.b.c', 'bnVsbA.x', 7]) {
    assert.equal(tokens.verify({ token }).reason, 'malformed', String(token));
  }
});

test('the Connect door: issue, verify, and errors with a code', async t => {
  const server = createServer(connectHandler(withKeys([oldKey])));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const call = async (method, body) => {
    const answer = await fetch(
      `http://127.0.0.1:${
        server.address().port
      }/myorg.token.v1.TokenService/${method}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    return { status: answer.status, ...(await answer.json()) };
  };
  const { token } = await call('Issue', {
    subject: 'acc_1',
    lifetime_seconds: 5,
  });
  assert.equal((await call('Verify', { token })).valid, true);
  const refused = await call('Issue', {
    subject: 'acc_1',
    lifetimeSeconds: 7200,
  });
  assert.deepEqual([refused.status, refused.code], [400, 'invalid_argument']);
  assert.equal((await call('Erase', {})).code, 'unimplemented');
});
