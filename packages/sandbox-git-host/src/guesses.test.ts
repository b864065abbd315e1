import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNTS, startTestHost } from './testing/index.ts';

const accounts = ACCOUNTS.map(account => ({
  ...account,
  isProgram: account.name === 'towpath-portal',
}));

const sayWho = (url: string, name: string, password: string) =>
  fetch(`${url}/api/v1/user`, {
    headers: {
      Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString(
        'base64',
      )}`,
    },
  });

async function answersOf(url: string, name: string, passwords: string[]) {
  const answers: string[] = [];
  for (const password of passwords) {
    const answer = await sayWho(url, name, password);
    answers.push(`${answer.status} ${(await answer.json()).message ?? ''}`);
  }
  return answers;
}

const TEN_WRONG = Array.from({ length: 10 }, (_, at) => `guess-${at}`);

test('after ten wrong passwords not even the right one is taken for five minutes', async t => {
  let now = Date.parse('2026-03-10T12:00:00Z');
  const { url } = await startTestHost(t, {
    accounts,
    clock: () => new Date(now),
  });
  const status = async (name: string) =>
    (await sayWho(url, name, `${name.toLowerCase()}-password`)).status;
  await answersOf(url, 'ada', TEN_WRONG.slice(1));
  assert.equal(await status('ada'), 200, 'nine wrong ones are forgiven');
  await answersOf(url, 'ada', TEN_WRONG);
  assert.equal(await status('ada'), 401);
  assert.equal(await status('ADA'), 401, 'another spelling is no way around');
  assert.equal(await status('grace'), 200, 'others are not held up');
  now += 5 * 60_000 + 1;
  assert.equal(await status('ada'), 200);
});

test('a name that nobody has is answered as one that somebody has', async t => {
  const { url } = await startTestHost(t, { accounts });
  const tries = [...TEN_WRONG, 'guess-too-many', 'ada-password'];
  const known = await answersOf(url, 'ada', tries);
  assert.deepEqual(await answersOf(url, 'nobody', tries), known);
  assert.match(known[0], /^401 .*wrong/);
});

test('nobody can lock the portal out by guessing its password', async t => {
  const { url } = await startTestHost(t, { accounts });
  await answersOf(url, 'towpath-portal', TEN_WRONG);
  const { status } = await sayWho(
    url,
    'towpath-portal',
    'towpath-portal-password',
  );
  assert.equal(status, 200);
});

test('the sign-in page counts with the API', async t => {
  const { url } = await startTestHost(t, { accounts });
  await answersOf(url, 'ada', TEN_WRONG);
  const form = await (await fetch(`${url}/user/login`)).text();
  const [, token] = /name="token" value="([^"]+)"/.exec(form)!;
  const answer = await fetch(`${url}/user/login`, {
    method: 'POST',
    body: new URLSearchParams({
      token,
      name: 'ada',
      password: 'ada-password',
    }),
  });
  assert.equal(answer.status, 401);
  assert.match(await answer.text(), /After 10 wrong passwords|after 10 wrong/);
});
