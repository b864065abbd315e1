import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import { createTransport } from 'nodemailer';
import { ACCOUNT, startTestMail } from './testing/index.ts';

const LETTER = {
  from: 'Towpath <portal@myorg.example>',
  to: 'Zoe <zoe@myorg.example>',
  subject: 'Welcome, Zoe',
  text: 'Begin at http://localhost:7007',
  html: '<p>Begin at <a href="http://localhost:7007">the portal</a></p><script>alert(1)</script>',
  messageId: '<run-1/welcome@towpath>',
};

const sender = (port: number, password = ACCOUNT.password) =>
  createTransport({
    ...{ host: '127.0.0.1', port, secure: false, ignoreTLS: true },
    auth: { user: ACCOUNT.name, pass: password },
  });

const listIn = async (url: string, query = '') =>
  (
    await fetch(`${url}/${query}`, { headers: { accept: 'application/json' } })
  ).json();

test('a letter is kept as it was sent, over a restart, and shown', async t => {
  const dataDir = await temporaryFolder(t);
  const before = await startTestMail(t, { dataDir });
  await sender(before.smtpPort).sendMail(LETTER);
  await before.close();
  const { url } = await startTestMail(t, { dataDir });
  const { letters } = await listIn(url);
  assert.equal(letters.length, 1);
  assert.deepEqual(letters[0].recipients, ['zoe@myorg.example']);
  const list = await (await fetch(url)).text();
  assert.match(list, /Welcome, Zoe[\s\S]*zoe@myorg\.example/);
  const page = `${url}/letters/${letters[0].id}`;
  assert.match(await (await fetch(page)).text(), /<iframe[^>]*sandbox=/);
  const source = await fetch(`${page}/source`);
  assert.match(await source.text(), /Message-ID: <run-1\/welcome@towpath>/);
  assert.equal((await fetch(`${url}/letters/none`)).status, 404);
});

test('a letter cannot run anything in the browser of its reader', async t => {
  const { url, smtpPort } = await startTestMail(t);
  await sender(smtpPort).sendMail(LETTER);
  const { letters } = await listIn(url);
  const html = await fetch(`${url}/letters/${letters[0].id}/html`);
  const policy = html.headers.get('content-security-policy')!;
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /sandbox(?!.*allow-scripts)/);
  assert.doesNotMatch(policy, /script-src/);
});

test('a link of a letter opens a page of its own, out of the frame that takes none of elsewhere', async t => {
  const { url, smtpPort } = await startTestMail(t);
  const html = `<!doctype html><html><head lang="en"><title>a</title></head>${LETTER.html}`;
  await sender(smtpPort).sendMail({ ...LETTER, html });
  const { letters } = await listIn(url);
  const page = `${url}/letters/${letters[0].id}`;
  const shown = await (await fetch(`${page}/html`)).text();
  assert.match(shown, /<head lang="en"><base target="_blank">/);
  const frame = await (await fetch(page)).text();
  assert.match(frame, /sandbox="[^"]*allow-popups-to-escape-sandbox/);
});

test('only who knows the password hands letters in', async t => {
  const { url, smtpPort } = await startTestMail(t);
  await assert.rejects(
    sender(smtpPort, 'guess').sendMail(LETTER),
    /name or the password is wrong/,
  );
  const { letters } = await listIn(url);
  assert.deepEqual(letters, []);
});

test('the same letter twice is one; to somebody else it is another', async t => {
  const { url, smtpPort } = await startTestMail(t);
  const send = (letter: object) => sender(smtpPort).sendMail(letter);
  await send(LETTER);
  await send(LETTER);
  await send({ ...LETTER, to: 'ada@myorg.example' });
  assert.equal((await listIn(url)).letters.length, 2);
  const { letters } = await listIn(url, '?to=ADA@myorg.example');
  assert.deepEqual(
    letters.map((one: { recipients: string[] }) => one.recipients),
    [['ada@myorg.example']],
  );
});

test('a recipient that is refused is told so, and the others get their letter', async t => {
  const { url, smtpPort } = await startTestMail(t, {
    faults: {
      onRecipient: address =>
        address.startsWith('gone@')
          ? { code: 550, message: 'There is no such mailbox' }
          : undefined,
    },
  });
  const told = await sender(smtpPort).sendMail({
    ...LETTER,
    to: 'gone@myorg.example, zoe@myorg.example',
  });
  assert.deepEqual(told.rejected, ['gone@myorg.example']);
  const { letters } = await listIn(url);
  assert.deepEqual(letters[0].recipients, ['zoe@myorg.example']);
});
