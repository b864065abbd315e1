import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import {
  base64,
  git,
  remoteOf,
  seedRepository,
  startTestHost,
} from './testing/index.ts';

test('what one person pushes another one clones', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  await writeFile(path.join(work, 'a', 'README.md'), 'two\n');
  await git(path.join(work, 'a'), 'commit', '--quiet', '-am', 'Say two');
  await git(
    path.join(work, 'a'),
    'push',
    '--quiet',
    host.remote('demo'),
    'main',
  );
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo`, 'b');
  assert.equal(
    await readFile(path.join(work, 'b', 'README.md'), 'utf8'),
    'two\n',
  );
});

test('a first push to an empty repository becomes the checkout of clones', async t => {
  const host = await startTestHost(t);
  await host.api('POST', '/orgs/myorg/repos', { name: 'fresh' });
  const work = await temporaryFolder(t);
  await git(work, 'init', '--quiet', '-b', 'main', 'a');
  await writeFile(path.join(work, 'a', 'x'), 'x');
  await git(path.join(work, 'a'), 'add', '.');
  await git(path.join(work, 'a'), 'commit', '--quiet', '-m', 'First');
  await git(
    path.join(work, 'a'),
    'push',
    '--quiet',
    host.remote('fresh'),
    'main',
  );
  await git(work, 'clone', '--quiet', `${host.url}/myorg/fresh.git`, 'b');
  assert.equal(await readFile(path.join(work, 'b', 'x'), 'utf8'), 'x');
});

test('what is told of branches and tags is what they are now, however one asks', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  const remote = host.remote('demo');
  await git(work, 'clone', '--quiet', remote, 'a');
  const clone = path.join(work, 'a');
  const heads = async (version: string) => {
    const asked = ['-c', `protocol.version=${version}`, 'ls-remote', remote];
    return (await git(work, ...asked)).split('\n').filter(Boolean).sort();
  };
  const moves = [
    ['commit', '--quiet', '--allow-empty', '-m', 'Two'],
    ['tag', 'v1'],
    ['branch', 'other'],
  ];
  for (const move of moves) {
    await git(clone, ...move);
    await git(
      ...[clone, 'push', '--quiet', remote],
      ...['heads', 'tags'].map(kind => `refs/${kind}/*:refs/${kind}/*`),
    );
    const here = (await git(clone, 'show-ref', '--heads', '--tags'))
      .split('\n')
      .filter(Boolean);
    for (const version of ['0', '2']) {
      const told = await heads(version);
      assert.deepEqual(
        told.filter(line => !line.endsWith('HEAD')),
        here.map(line => line.replace(' ', '\t')).sort(),
      );
    }
  }
  await git(clone, 'push', '--quiet', remote, '--delete', 'other', 'v1');
  assert.equal((await heads('0')).length, 2);
  assert.equal((await heads('2')).length, 2);
});

test('a push needs an account: git is asked for a password on the first request', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const info = await fetch(
    `${host.url}/myorg/demo.git/info/refs?service=git-receive-pack`,
  );
  assert.equal(info.status, 401);
  assert.match(info.headers.get('www-authenticate') ?? '', /^Basic /);
  const body = await fetch(`${host.url}/myorg/demo.git/git-receive-pack`, {
    method: 'POST',
  });
  assert.equal(body.status, 401);
  const unknown = await fetch(
    `${host.url}/myorg/nothing.git/info/refs?service=git-receive-pack`,
  );
  assert.equal(unknown.status, 401);
});

test('a wrong password is refused, also for reading', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  const push = git(
    path.join(work, 'a'),
    'push',
    host.remote('demo', 'ada', 'guess'),
    'main:x',
  );
  await assert.rejects(push, /Authentication failed/);
  const headers = {
    Authorization: `Basic ${Buffer.from('ada:guess').toString('base64')}`,
  };
  const address = `${host.url}/myorg/demo.git/info/refs?service=git-upload-pack`;
  assert.equal((await fetch(address, { headers })).status, 401);
  assert.equal(
    (await fetch(`${host.url}/api/v1/orgs/myorg`, { headers })).status,
    401,
  );
});

test('an archived repository and a reader cannot be pushed to, and git says why', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  await host.api('PATCH', '/repos/myorg/demo', { private: true });
  await host.api('PUT', '/repos/myorg/demo/collaborators/grace', {
    permission: 'read',
  });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', host.remote('demo', 'grace'), 'a');
  const clone = path.join(work, 'a');
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'More');
  await assert.rejects(
    git(clone, 'push', host.remote('demo', 'grace'), 'main'),
    /may only read demo/,
  );
  await host.api('PATCH', '/repos/myorg/demo', { archived: true });
  await assert.rejects(
    git(clone, 'push', host.remote('demo'), 'main'),
    /archived and read-only/,
  );
  await host.api('PATCH', '/repos/myorg/demo', { archived: false });
  await git(clone, 'push', '--quiet', host.remote('demo'), 'main');
});

test('parallel pushes to different branches all land; on one branch one wins', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const name of names) {
    await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, name);
    await git(
      path.join(work, name),
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      `By ${name}`,
    );
  }
  const push = (target: (name: string) => string) =>
    Promise.allSettled(
      names.map(name =>
        git(
          path.join(work, name),
          'push',
          '--quiet',
          host.remote('demo'),
          `HEAD:${target(name)}`,
        ),
      ),
    );
  const apart = await push(name => `refs/heads/by-${name}`);
  assert.deepEqual(
    apart.map(({ status }) => status),
    names.map(() => 'fulfilled'),
  );
  const same = await push(() => 'refs/heads/main');
  assert.equal(same.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('a push of 50 MB arrives whole', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  const bytes = randomBytes(50_000_000);
  await writeFile(path.join(work, 'a', 'big'), bytes);
  await git(path.join(work, 'a'), 'add', '.');
  await git(path.join(work, 'a'), 'commit', '--quiet', '-m', 'Add a big file');
  await git(
    path.join(work, 'a'),
    'push',
    '--quiet',
    host.remote('demo'),
    'main',
  );
  const { body } = await host.api('GET', '/repos/myorg/demo/contents');
  assert.equal(
    body.find((entry: { name: string }) => entry.name === 'big').size,
    50_000_000,
  );
});

test('a fetch that negotiates many refs works: git compresses its request', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'b');
  const a = path.join(work, 'a');
  const tree = await git(a, 'rev-parse', 'HEAD^{tree}');
  const lines = [];
  for (let n = 0; n < 120; n++) {
    const sha = await git(
      a,
      'commit-tree',
      tree,
      '-p',
      'HEAD',
      '-m',
      `Number ${n}`,
    );
    lines.push(`create refs/heads/n${n} ${sha}`);
  }
  const packed = lines
    .map(line => line.split(' '))
    .map(([, ref, sha]) => `${sha} ${ref}`);
  await mkdir(path.join(a, '.git', 'refs', 'heads'), { recursive: true });
  await writeFile(
    path.join(a, '.git', 'packed-refs'),
    `# pack-refs with: peeled fully-peeled \n${packed.join('\n')}\n`,
  );
  await git(a, 'push', '--quiet', '--all', host.remote('demo'));
  await git(path.join(work, 'b'), 'fetch', '--quiet', '--all');
  const fetched = await git(
    path.join(work, 'b'),
    'branch',
    '--remotes',
    '--list',
    'origin/n*',
  );
  assert.equal(fetched.split('\n').length, 120);
  // A request of more than 1024 bytes is sent with Content-Encoding: gzip.
  await git(
    path.join(work, 'b'),
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'Local',
  );
  await host.api('PUT', '/repos/myorg/demo/contents/new', { content: '' });
  await git(path.join(work, 'b'), 'fetch', '--quiet', 'origin', 'main');
});

test('names that are options or leave the folder are refused', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  for (const name of [
    '--upload-pack=touch',
    '-x',
    '..',
    'a/b',
    'a.git',
    '.hidden',
    'a b',
    'x'.repeat(101),
    '',
  ]) {
    const { status } = await host.api('POST', '/orgs/myorg/repos', { name });
    assert.equal(status, 422, `name "${name}"`);
  }
  for (const ref of [
    '--output=/tmp/x',
    'main~1',
    '@{-1}',
    'main:README.md',
    '../config',
    ':/one',
    'a..b',
  ]) {
    const { status } = await host.api(
      'GET',
      `/repos/myorg/demo/git/commits/${encodeURIComponent(ref)}`,
    );
    assert.equal(status, 404, `ref "${ref}"`);
    const branch = { new_branch_name: ref };
    assert.equal(
      (await host.api('POST', '/repos/myorg/demo/branches', branch)).status,
      422,
      `branch "${ref}"`,
    );
  }
  for (const file of [
    '../x',
    '.git/config',
    'a/../../x',
    'a//b',
    'a\\b',
    '.GIT/hooks/x',
  ]) {
    const address = `/repos/myorg/demo/contents/${encodeURIComponent(file)}`;
    assert.equal(
      (await host.api('POST', address, { content: '' })).status,
      422,
      `path "${file}"`,
    );
  }
  for (const address of [
    '/myorg/..%2F..%2Fscratch/info/refs',
    '/..%2Fmyorg/demo.git/info/refs',
    '/myorg/demo.git%2Fx/info/refs',
  ]) {
    const query = `${address}?service=git-upload-pack`;
    const { status } = await fetch(`${host.url}${query}`, {
      headers: { Authorization: `Basic ${base64('ada:ada-password')}` },
    });
    assert.equal(status, 404, address);
  }
});

test('pull request refs cannot be pushed by hand', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', { 'README.md': 'one\n' });
  const work = await temporaryFolder(t);
  await git(work, 'clone', '--quiet', `${host.url}/myorg/demo.git`, 'a');
  const push = git(
    path.join(work, 'a'),
    'push',
    remoteOf(host.url)('demo'),
    'HEAD:refs/pull/1/head',
  );
  await assert.rejects(push, /hidden ref|deny updating/);
});

test('a push that is cut off changes nothing and the repository goes on working', async t => {
  const host = await startTestHost(t);
  const before = await seedRepository(host.api, 'demo', {
    'README.md': 'one\n',
  });
  const cut = new AbortController();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(
        Buffer.from(
          `0094${before} ${'1'.repeat(40)} refs/heads/main\0 report-status`,
        ),
      );
    },
  });
  const request = fetch(`${host.url}/myorg/demo.git/git-receive-pack`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-git-receive-pack-request',
      Authorization: `Basic ${Buffer.from('ada:ada-password').toString(
        'base64',
      )}`,
    },
    body,
    duplex: 'half',
    signal: cut.signal,
  } as RequestInit);
  setImmediate(() => cut.abort());
  await assert.rejects(request);
  const { body: main } = await host.api(
    'GET',
    '/repos/myorg/demo/branches/main',
  );
  assert.equal(main.commit.id, before);
  await host.api('PUT', '/repos/myorg/demo/contents/new', { content: '' });
});
