import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import { base64, git, seedRepository, startTestHost } from './testing/index.ts';

async function startWithRepository(
  t: TestContext,
  options: Parameters<typeof startTestHost>[1] = {},
) {
  const host = await startTestHost(t, options);
  await host.api('POST', '/orgs/myorg/repos', {
    name: 'secret',
    private: true,
  });
  await seedRepository(host.api, 'secret', { a: '' });
  const make = async (name: string, ...scopes: string[]) =>
    (await host.api('POST', '/users/ada/tokens', { name, scopes })).body;
  const send = (method: string, address: string, authorization: string) =>
    fetch(`${host.url}/api/v1${address}`, {
      method,
      headers: {
        authorization,
        'Content-Type': 'application/json',
      },
      body: method === 'GET' ? undefined : JSON.stringify({ content: '' }),
    });
  return { ...host, make, send };
}

test('a token is the password of its owner in git and in the API, and of nobody else', async t => {
  const { url, remote, make, send } = await startWithRepository(t);
  const { sha1 } = await make('laptop', 'write:repository', 'read:user');
  const work = await temporaryFolder(t);
  const own = remote('secret', 'ada', sha1);
  await git(work, 'clone', '--quiet', own, 'a');
  const clone = path.join(work, 'a');
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'More');
  await git(clone, 'push', '--quiet', own, 'main');
  for (const scheme of ['token', 'Bearer']) {
    const me = await send('GET', '/user', `${scheme} ${sha1}`);
    assert.equal((await me.json()).login, 'ada');
  }
  await assert.rejects(
    git(clone, 'push', remote('secret', 'grace', sha1), 'main'),
    /Authentication failed/,
  );
  const asGrace = `Basic ${base64(`grace:${sha1}`)}`;
  assert.equal((await send('GET', '/user', asGrace)).status, 401);
  const form = await (await fetch(`${url}/user/login`)).text();
  const [, token] = /name="token" value="([^"]+)"/.exec(form)!;
  const page = await fetch(`${url}/user/login`, {
    method: 'POST',
    body: new URLSearchParams({ token, name: 'ada', password: sha1 }),
    redirect: 'manual',
  });
  assert.equal(page.status, 401, 'it signs nobody in on the pages');
});

test('a token that may read pushes nothing, by any spelling of an address', async t => {
  const { remote, make, send, api } = await startWithRepository(t);
  const { sha1 } = await make('reader', 'read:repository');
  const work = await temporaryFolder(t);
  const own = remote('secret', 'ada', sha1);
  await git(work, 'clone', '--quiet', own, 'a');
  const clone = path.join(work, 'a');
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'More');
  await assert.rejects(git(clone, 'push', own, 'main'), /write:repository|403/);
  const bearer = `Bearer ${sha1}`;
  for (const repos of ['/repos', '/REPOS', '/Repos']) {
    const file = `${repos}/myorg/secret/contents/x`;
    assert.equal((await send('POST', file, bearer)).status, 403, repos);
  }
  const there = await send('GET', '/repos/myorg/secret', bearer);
  assert.equal(there.status, 200);
  const teams = await send('GET', '/orgs/myorg/teams', bearer);
  assert.equal(teams.status, 403, 'a scope is of one area');
  const { status } = await api('GET', '/repos/myorg/secret/contents/x');
  assert.equal(status, 404);
});

test('a token for code writes no comment, by any spelling of an address', async t => {
  const { api, make, send } = await startWithRepository(t);
  const change = { content: '', new_branch: 'x' };
  await api('POST', '/repos/myorg/secret/contents/b', change);
  const pull = { title: 'T', head: 'x', base: 'main' };
  await api('POST', '/repos/myorg/secret/pulls', pull);
  const { sha1 } = await make('code', 'write:repository');
  for (const issues of ['/issues', '//issues', '//ISSUES', '///issues']) {
    const address = `/repos/myorg/secret${issues}/1/comments`;
    const answer = await send('POST', address, `Bearer ${sha1}`);
    assert.equal(answer.status, 403, address);
  }
});

test('a token may do no more than its owner', async t => {
  const { api, url } = await startWithRepository(t);
  const wanted = { name: 'all', scopes: ['all'] };
  const made = await api('POST', '/users/grace/tokens', wanted, 'grace');
  const answer = await fetch(`${url}/api/v1/repos/myorg/secret`, {
    headers: { Authorization: `token ${made.body.sha1}` },
  });
  assert.equal(answer.status, 404);
});

test('tokens are managed with the password of their owner alone', async t => {
  const { api, make, send } = await startWithRepository(t);
  const { sha1 } = await make('laptop', 'all');
  for (const authorization of [
    `token ${sha1}`,
    `Basic ${base64(`ada:${sha1}`)}`,
  ]) {
    for (const method of ['GET', 'POST']) {
      const answer = await send(method, '/users/ada/tokens', authorization);
      assert.equal(answer.status, 401, method);
    }
    const end = await send('DELETE', '/users/ada/tokens/laptop', authorization);
    assert.equal(end.status, 401);
  }
  for (const as of ['grace', 'towpath-portal']) {
    const list = await api('GET', '/users/ada/tokens', undefined, as);
    assert.equal(list.status, 403);
    const wanted = { name: 'x', scopes: ['all'] };
    const made = await api('POST', '/users/ada/tokens', wanted, as);
    assert.equal(made.status, 403);
  }
  const wrong = { name: 'x', scopes: ['write:everything'] };
  assert.equal((await api('POST', '/users/ada/tokens', wrong)).status, 400);
  const none = { name: 'x', scopes: [] };
  assert.equal((await api('POST', '/users/ada/tokens', none)).status, 400);
});

test('a token says when it was used, outlives a restart, and ends', async t => {
  let now = Date.parse('2026-03-10T12:00:00Z');
  const clock = () => new Date(now);
  const first = await startWithRepository(t, { clock });
  const { sha1, id } = await first.make('laptop', 'read:user');
  const list = async (host: Pick<typeof first, 'api'>) =>
    (await host.api('GET', '/users/ada/tokens')).body;
  const [fresh] = await list(first);
  assert.deepEqual(
    { ...fresh },
    {
      id,
      name: 'laptop',
      sha1: '',
      token_last_eight: sha1.slice(-8),
      scopes: ['read:user'],
      created_at: '2026-03-10T12:00:00.000Z',
    },
  );
  now += 3_600_000;
  const bearer = `Bearer ${sha1}`;
  assert.equal((await first.send('GET', '/user', bearer)).status, 200);
  const [used] = await list(first);
  assert.equal(used.last_used_at, '2026-03-10T13:00:00.000Z');
  await first.close();

  const { dataDir } = first;
  const second = await startTestHost(t, { clock, dataDir });
  const use = async () =>
    (
      await fetch(`${second.url}/api/v1/user`, {
        headers: { Authorization: bearer },
      })
    ).status;
  assert.equal(await use(), 200);
  const twice = { name: 'laptop', scopes: ['all'] };
  assert.equal(
    (await second.api('POST', '/users/ada/tokens', twice)).status,
    409,
  );
  const address = '/users/ada/tokens/laptop';
  assert.equal((await second.api('DELETE', address)).status, 204);
  assert.equal((await second.api('DELETE', address)).status, 404);
  assert.equal(await use(), 401);
});

test('a token whose name is the id of another one does not end in its place', async t => {
  const { api, make } = await startWithRepository(t);
  const { id } = await make('laptop', 'all');
  await make(String(id), 'all');
  const ended = await api('DELETE', `/users/ada/tokens/${id}`);
  assert.equal(ended.status, 204);
  const { body } = await api('GET', '/users/ada/tokens');
  assert.deepEqual(
    body.map(({ name }: { name: string }) => name),
    [String(id)],
  );
});

test('no file holds a token', async t => {
  const { make, dataDir } = await startWithRepository(t);
  const { sha1 } = await make('laptop', 'all');
  const found = await readdir(dataDir, {
    recursive: true,
    withFileTypes: true,
  });
  const files = found.filter(entry => entry.isFile());
  assert.ok(files.some(({ name }) => name === 'tokens.json'));
  for (const { parentPath, name } of files) {
    const text = await readFile(path.join(parentPath, name), 'latin1');
    assert.ok(!text.includes(sha1), name);
  }
});

test('a token goes on while its owner is locked out by who guesses the password', async t => {
  const { make, send, api } = await startWithRepository(t);
  const { sha1 } = await make('laptop', 'all');
  const right = `Basic ${base64(`ada:${sha1}`)}`;
  for (let at = 0; at < 12; at++) {
    const wrong = `Basic ${base64(`ada:guess-${at}`)}`;
    assert.equal((await send('GET', '/user', wrong)).status, 401);
  }
  assert.equal((await api('GET', '/user')).status, 401);
  assert.equal((await send('GET', '/user', right)).status, 200);
});
