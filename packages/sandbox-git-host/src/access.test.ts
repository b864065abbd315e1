import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Account } from '@towpath/sandbox-kit';
import { temporaryFolder } from '@towpath/test-kit';
import {
  ACCOUNTS,
  base64,
  cookieOf,
  git,
  seedRepository,
  startTestHost,
} from './testing/index.ts';

const basic = (name: string, password = `${name}-password`) => ({
  Authorization: `Basic ${base64(`${name}:${password}`)}`,
});

/** A private repository of Ada's with an open pull request; nobody else has anything in it but the owner. */
async function startWithSecret(t: TestContext) {
  const host = await startTestHost(t);
  await host.api('POST', '/orgs/myorg/repos', {
    name: 'secret',
    private: true,
  });
  const head = await seedRepository(host.api, 'secret', {
    'a.txt': 'hidden\n',
  });
  const change = {
    content: base64('more\n'),
    branch: 'main',
    new_branch: 'change',
  };
  await host.api('POST', '/repos/myorg/secret/contents/b.txt', change);
  const pull = { title: 'More', head: 'change', base: 'main' };
  const opened = await host.api('POST', '/repos/myorg/secret/pulls', pull);
  assert.equal(opened.status, 201);
  return { ...host, head };
}

const grant = (
  { api }: { api: Awaited<ReturnType<typeof startTestHost>>['api'] },
  permission?: string,
) =>
  api(
    permission ? 'PUT' : 'DELETE',
    '/repos/myorg/secret/collaborators/grace',
    permission ? { permission } : undefined,
  );

test('a stranger finds a private repository at no address, and hears what one hears of none', async t => {
  const { api, url, head } = await startWithSecret(t);
  const below = [
    '',
    '/contents',
    '/contents/a.txt',
    '/raw/a.txt',
    '/archive/main.tar.gz',
    `/git/commits/${head}`,
    '/commits',
    `/commits/${head}/status`,
    `/statuses/${head}`,
    `/compare/main...change`,
    '/branches',
    '/branches/main',
    '/pulls',
    '/pulls/1',
    '/pulls/1.diff',
    '/pulls/1/commits',
    '/pulls/1/files',
    '/issues/1/comments',
    '/hooks',
    '/collaborators',
    '/collaborators/ada/permission',
  ];
  for (const as of [null, 'grace']) {
    for (const address of below) {
      const asked = (name: string) =>
        api('GET', `/repos/myorg/${name}${address}`, undefined, as);
      const [hidden, none] = [await asked('secret'), await asked('no-such')];
      assert.equal(hidden.status, 404, `${as} ${address}`);
      assert.deepEqual(
        { ...hidden.body, message: '' },
        { ...none.body, message: '' },
      );
      assert.equal(
        hidden.body.message,
        none.body.message.replace('no-such', 'secret'),
      );
    }
  }
  const pages = [
    '',
    '/src/branch/main/a.txt',
    '/raw/branch/main/a.txt',
    '/archive/main.zip',
    `/commit/${head}`,
    `/commit/${head}.diff`,
    '/commits/branch/main',
    '/branches',
    '/compare/main...change',
    '/pulls',
    '/pulls/1',
    '/pulls/1.diff',
    '/_edit/main/a.txt',
    '/builds',
  ];
  for (const address of pages) {
    const page = await fetch(`${url}/myorg/secret${address}`, {
      redirect: 'manual',
    });
    assert.equal(page.status, 404, address);
    assert.doesNotMatch(await page.text(), /hidden|Ada Okafor/);
  }
});

test('a stranger changes nothing of a private repository and opens no pull request in it', async t => {
  const { api, head } = await startWithSecret(t);
  const calls: [string, string, object?][] = [
    ['PATCH', '', { private: false }],
    ['DELETE', ''],
    ['POST', '/contents/x', { content: '' }],
    ['POST', '/branches', { new_branch_name: 'x' }],
    ['DELETE', '/branches/change'],
    ['POST', '/pulls', { title: 'x', head: 'grace:main', base: 'main' }],
    ['POST', '/pulls/1/merge', { Do: 'merge' }],
    ['POST', '/issues/1/comments', { body: 'I see' }],
    ['POST', `/statuses/${head}`, { state: 'success' }],
    ['POST', '/hooks', { type: 'gitea', config: { url: 'http://localhost' } }],
    ['PUT', '/collaborators/grace', { permission: 'admin' }],
    ['POST', '/forks', {}],
  ];
  for (const [method, address, body] of calls) {
    const answer = await api(
      method,
      `/repos/myorg/secret${address}`,
      body,
      'grace',
    );
    assert.equal(answer.status, 404, `${method} ${address}`);
  }
  assert.equal((await api('GET', '/repos/myorg/secret')).body.private, true);
});

test('a public repository takes no pull request from a private one', async t => {
  const { api } = await startWithSecret(t);
  await seedRepository(api, 'open', { 'a.txt': 'open\n' });
  for (const head of ['myorg/secret:change', 'ada:change', 'secret:change']) {
    const pull = { title: 'x', head, base: 'main' };
    const answer = await api('POST', '/repos/myorg/open/pulls', pull, 'grace');
    assert.equal(answer.status, 404, head);
  }
});

test('lists and searches tell nothing of what one may not see', async t => {
  const { api, url } = await startWithSecret(t);
  const names = async (as: string | null) => {
    const listed = await api('GET', '/orgs/myorg/repos', undefined, as);
    const found = await api('GET', '/repos/search?q=sec', undefined, as);
    const all = [...listed.body, ...found.body.data];
    assert.equal(
      listed.headers.get('x-total-count'),
      String(listed.body.length),
    );
    return all.map((one: { name: string }) => one.name);
  };
  assert.deepEqual(await names(null), []);
  assert.deepEqual(await names('grace'), []);
  assert.deepEqual(await names('ada'), ['secret', 'secret']);
  assert.deepEqual(await names('towpath-portal'), ['secret', 'secret']);
  for (const address of ['/myorg', '/myorg?q=secret', '/ada']) {
    const page = await (await fetch(`${url}${address}`)).text();
    assert.doesNotMatch(page, /myorg\/secret/, address);
  }
});

test('a stranger clones nothing, and fetches no commit by its id', async t => {
  const host = await startWithSecret(t);
  const work = await temporaryFolder(t);
  await assert.rejects(
    git(work, 'clone', `${host.url}/myorg/secret.git`, 'a'),
    /could not read Username|Authentication failed/,
  );
  await assert.rejects(
    git(work, 'clone', host.remote('secret', 'grace'), 'a'),
    /not found/,
  );
  await git(work, 'init', '--quiet', 'b');
  await assert.rejects(
    git(
      path.join(work, 'b'),
      ...['fetch', host.remote('secret', 'grace'), host.head],
    ),
    /not found/,
  );
  // Without the first question, as no git does it.
  for (const name of ['secret', 'no-such']) {
    const ask = (headers: Record<string, string>) =>
      fetch(`${host.url}/myorg/${name}.git/git-upload-pack`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-git-upload-pack-request',
          ...headers,
        },
        body: `0032want ${host.head}\n00000009done\n`,
      });
    assert.equal((await ask({})).status, 401, name);
    assert.equal((await ask(basic('grace'))).status, 404, name);
  }
  const cached = await fetch(
    `${host.url}/myorg/secret.git/info/refs?service=git-upload-pack`,
    { headers: basic('ada') },
  );
  assert.equal(cached.status, 200);
  const again = await fetch(cached.url, { headers: basic('grace') });
  assert.equal(again.status, 404, 'what is kept for Ada is not for others');
});

test('a collaborator does what the permission says, and nothing once it is taken', async t => {
  const host = await startWithSecret(t);
  const work = await temporaryFolder(t);
  const remote = host.remote('secret', 'grace');
  const clone = path.join(work, 'a');
  await grant(host, 'read');
  await git(work, 'clone', '--quiet', remote, 'a');
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'More');
  await assert.rejects(git(clone, 'push', remote, 'main'), /may only read/);
  await grant(host, 'write');
  await git(clone, 'push', '--quiet', remote, 'main');
  const hooks = () =>
    host.api('GET', '/repos/myorg/secret/hooks', undefined, 'grace');
  const self = { permission: 'admin' };
  const raise = () =>
    host.api('PUT', '/repos/myorg/secret/collaborators/grace', self, 'grace');
  assert.equal((await hooks()).status, 403, 'an address can hold a secret');
  assert.equal((await raise()).status, 403, 'nobody raises themselves');
  await grant(host, 'admin');
  assert.equal((await hooks()).status, 200);
  await grant(host);
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'Late');
  await assert.rejects(git(clone, 'push', remote, 'main'), /not found/);
  await assert.rejects(git(clone, 'fetch', remote), /not found/);
  await assert.rejects(git(work, 'clone', remote, 'b'), /not found/);
});

test('a permission never takes away what one has by other ways', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'open', { a: '' });
  await api('PUT', '/repos/myorg/open/collaborators/grace', {
    permission: 'read',
  });
  const told = async (name: string, as = 'ada') =>
    (
      await api(
        'GET',
        `/repos/myorg/open/collaborators/${name}/permission`,
        undefined,
        as,
      )
    ).body.permission;
  assert.equal(await told('grace'), 'write');
  assert.equal(await told('ada'), 'admin');
  assert.equal(await told('towpath-portal'), 'owner');
  assert.equal(await told('ada', 'grace'), undefined, 'is not for everybody');
  assert.equal(await told('grace', 'grace'), 'write');
});

test('a team brings its members to its repositories until one of the three goes', async t => {
  const { api } = await startWithSecret(t);
  const owner = 'towpath-portal';
  const wanted = { name: 'finance', permission: 'write' };
  const teams = '/orgs/myorg/teams';
  assert.equal((await api('POST', teams, wanted, 'grace')).status, 403);
  assert.equal((await api('GET', teams, undefined, null)).status, 401);
  const { body: team } = await api('POST', teams, wanted, owner);
  const member = `/teams/${team.id}/members/grace`;
  const repository = `/teams/${team.id}/repos/myorg/secret`;
  assert.equal((await api('PUT', member, undefined, 'grace')).status, 403);
  assert.equal((await api('PUT', repository, undefined, 'grace')).status, 403);
  const sees = async () =>
    (await api('GET', '/repos/myorg/secret', undefined, 'grace')).body
      .permissions;
  const put = (address: string) => api('PUT', address, undefined, owner);
  const remove = (address: string) => api('DELETE', address, undefined, owner);

  await put(member);
  assert.equal(await sees(), undefined);
  await put(repository);
  assert.deepEqual(await sees(), { admin: false, push: true, pull: true });
  await api('PATCH', `/teams/${team.id}`, { permission: 'read' }, owner);
  assert.deepEqual(await sees(), { admin: false, push: false, pull: true });
  await remove(member);
  assert.equal(await sees(), undefined);
  await put(member);
  await remove(repository);
  assert.equal(await sees(), undefined);
  await put(repository);
  await remove(`/teams/${team.id}`);
  assert.equal(await sees(), undefined);
});

test('a repository that takes the name of a removed one has none of its teams', async t => {
  const { api } = await startWithSecret(t);
  const owner = 'towpath-portal';
  const wanted = { name: 'finance', permission: 'admin' };
  const { body } = await api('POST', '/orgs/myorg/teams', wanted, owner);
  for (const what of ['members/grace', 'repos/myorg/secret']) {
    await api('PUT', `/teams/${body.id}/${what}`, undefined, owner);
  }
  await api('DELETE', '/repos/myorg/secret');
  await api('POST', '/orgs/myorg/repos', { name: 'secret', private: true });
  const { status } = await api(
    ...(['GET', '/repos/myorg/secret', undefined, 'grace'] as const),
  );
  assert.equal(status, 404);
});

test('an archived repository takes no comment, and who may read another one comments in it', async t => {
  const host = await startWithSecret(t);
  const comment = async (as: string) =>
    (
      await host.api(
        'POST',
        '/repos/myorg/secret/issues/1/comments',
        { body: 'Why?' },
        as,
      )
    ).status;
  assert.equal(await comment('grace'), 404);
  await grant(host, 'read');
  assert.equal(await comment('grace'), 201);
  await host.api('PATCH', '/repos/myorg/secret', { archived: true });
  assert.equal(await comment('grace'), 403);
  assert.equal(await comment('ada'), 403);
});

test('the last owner stays', async t => {
  const { api } = await startTestHost(t);
  const owner = 'towpath-portal';
  const { body: teams } = await api('GET', '/orgs/myorg/teams');
  const [{ id, name, permission }] = teams;
  assert.deepEqual(
    { name, permission },
    { name: 'Owners', permission: 'owner' },
  );
  const leave = await api(
    ...(['DELETE', `/teams/${id}/members/${owner}`, undefined, owner] as const),
  );
  assert.equal(leave.status, 403);
  const end = await api('DELETE', `/teams/${id}`, undefined, owner);
  assert.equal(end.status, 403);
  const change = { permission: 'read' };
  const weaken = await api('PATCH', `/teams/${id}`, change, owner);
  assert.equal(weaken.status, 403);
});

test('an owner who is told no more is none after the next start, and one whom an owner made stays', async t => {
  const owner = 'towpath-portal';
  const first = await startTestHost(t, { owners: [owner, 'ada'] });
  const members = '/teams/1/members';
  await first.api('PUT', `${members}/grace`, undefined, owner);
  await first.close();
  const { dataDir } = first;
  const second = await startTestHost(t, { dataDir, owners: [owner] });
  const { body } = await second.api('GET', members);
  assert.deepEqual(body.map(({ login }: { login: string }) => login).sort(), [
    'grace',
    owner,
  ]);
});

test('who is told no more can do nothing, and who comes after by the same name has nothing', async t => {
  let accounts: Account[] = ACCOUNTS.map(one => ({ ...one, id: one.name }));
  const host = await startTestHost(t, { accounts: () => accounts });
  const { api, url } = host;
  await api('POST', '/orgs/myorg/repos', { name: 'secret', private: true });
  await seedRepository(api, 'secret', { a: '' });
  await grant(host, 'write');
  const { body: made } = await api(
    'POST',
    '/users/grace/tokens',
    { name: 'laptop', scopes: ['all'] },
    'grace',
  );
  const cookie = await cookieOf(url, 'grace');
  const ask = async () => [
    (await api('GET', '/repos/myorg/secret', undefined, 'grace')).status,
    await statusOf(`${url}/api/v1/user`, {
      Authorization: `token ${made.sha1}`,
    }),
    await statusOf(`${url}/myorg/secret`, { cookie }),
  ];
  assert.deepEqual(await ask(), [200, 200, 200]);
  const everybody = accounts;
  accounts = everybody.filter(({ name }) => name !== 'grace');
  assert.deepEqual(await ask(), [401, 401, 404]);
  accounts = everybody;
  assert.deepEqual(await ask(), [200, 200, 200], 'who only paused goes on');

  accounts = everybody.map(one =>
    one.name === 'grace' ? { ...one, id: 'another-grace' } : one,
  );
  await host.forgetAccount('grace');
  assert.deepEqual(await ask(), [404, 401, 404]);
});

async function statusOf(address: string, headers: Record<string, string>) {
  return (await fetch(address, { headers })).status;
}
