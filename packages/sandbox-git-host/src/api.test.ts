import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import {
  base64,
  seedRepository,
  startTestHost,
  type Api,
} from './testing/index.ts';

test('a repository that exists is not created again, under any case', async t => {
  const { api } = await startTestHost(t);
  assert.equal(
    (await api('POST', '/orgs/myorg/repos', { name: 'demo' })).status,
    201,
  );
  for (const name of ['demo', 'Demo']) {
    const again = await api('POST', '/orgs/myorg/repos', { name });
    assert.equal(again.status, 409);
    assert.match(again.body.message, /already exists/);
    assert.match(again.body.url, /\/api\/swagger$/);
  }
});

test('two requests at once create a repository once', async t => {
  const { api } = await startTestHost(t);
  const answers = await Promise.all(
    [1, 2, 3].map(() => api('POST', '/orgs/myorg/repos', { name: 'demo' })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
});

test('the list of repositories ends with an empty page', async t => {
  const { api } = await startTestHost(t);
  for (const name of ['a', 'b', 'c'])
    await api('POST', '/orgs/myorg/repos', { name });
  const names = async (query: string) =>
    (await api('GET', `/orgs/myorg/repos?${query}`, undefined, null)).body.map(
      (r: { name: string }) => r.name,
    );
  assert.deepEqual(await names('page=1&limit=2'), ['a', 'b']);
  assert.deepEqual(await names('page=2&limit=2'), ['c']);
  assert.deepEqual(await names('page=3&limit=2'), []);
  assert.equal((await api('GET', '/orgs/myorg/repos?page=x')).status, 400);
});

test('every kind of token is taken, a wrong one is refused, and nobody may write', async t => {
  const { url, api } = await startTestHost(t);
  for (const scheme of ['token', 'Bearer']) {
    const headers = { Authorization: `${scheme} ada-password` };
    const me = await fetch(`${url}/api/v1/user`, { headers });
    assert.equal((await me.json()).login, 'ada');
  }
  const wrong = await fetch(`${url}/api/v1/user`, {
    headers: { Authorization: 'token no' },
  });
  assert.equal(wrong.status, 401);
  assert.equal((await api('GET', '/user', undefined, null)).status, 401);
  assert.equal(
    (await api('POST', '/orgs/myorg/repos', { name: 'x' }, null)).status,
    401,
  );
  assert.equal(
    (await api('DELETE', '/repos/myorg/none', undefined, null)).status,
    401,
  );
  assert.equal((await api('GET', '/orgs/other')).status, 404);
  assert.equal((await api('GET', '/repos/other/demo')).status, 404);
});

test('a file changes only when its sha is the one that was read', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one' });
  const file = '/repos/myorg/demo/contents/a.txt';
  const { body: read } = await api('GET', file);
  assert.equal(Buffer.from(read.content, 'base64').toString(), 'one');
  const stale = { content: base64('two'), sha: '1'.repeat(40) };
  assert.equal((await api('PUT', file, stale)).status, 422);
  assert.equal(
    (await api('POST', file, { content: base64('two') })).status,
    422,
  );
  const good = await api('PUT', file, {
    content: base64('two'),
    sha: read.sha,
    message: 'Say two',
  });
  assert.equal(good.status, 200);
  assert.equal(good.body.commit.author.email, 'ada@myorg.example');
  assert.equal((await api('DELETE', file, { sha: read.sha })).status, 400);
  assert.equal(
    (await api('DELETE', file, { sha: good.body.content.sha })).status,
    200,
  );
  assert.equal((await api('GET', file)).status, 404);
});

test('a change can start a new branch and leaves the old one alone', async t => {
  const { api } = await startTestHost(t);
  const before = await seedRepository(api, 'demo', { 'a.txt': 'one' });
  const change = {
    content: base64('new'),
    branch: 'main',
    new_branch: 'feature/x',
  };
  assert.equal(
    (await api('POST', '/repos/myorg/demo/contents/dir/b.txt', change)).status,
    201,
  );
  assert.equal(
    (await api('GET', '/repos/myorg/demo/branches/main')).body.commit.id,
    before,
  );
  assert.equal(
    (await api('GET', '/repos/myorg/demo/branches/feature%2Fx')).status,
    200,
  );
  const listed = await api(
    'GET',
    '/repos/myorg/demo/contents/dir?ref=feature%2Fx',
  );
  assert.deepEqual(
    listed.body.map((entry: { path: string }) => entry.path),
    ['dir/b.txt'],
  );
  assert.equal(
    (await api('POST', '/repos/myorg/demo/contents/c', change)).status,
    422,
  );
  const nowhere = { content: '', branch: 'missing' };
  assert.equal(
    (await api('POST', '/repos/myorg/demo/contents/c', nowhere)).status,
    404,
  );
});

test('what was written is told as it would be read, an unchanged and a removed file too', async t => {
  const { api } = await startTestHost(t);
  const first = await seedRepository(api, 'shop', { a: '1', b: '2', c: '3' });
  const contents = '/repos/myorg/shop/contents';
  const shaOf = async (file: string) =>
    (await api('GET', `${contents}/${file}`)).body.sha;

  const written = await api('POST', contents, {
    files: [
      { operation: 'delete', path: 'a', sha: await shaOf('a') },
      {
        operation: 'update',
        path: 'b',
        sha: await shaOf('b'),
        content: base64('2'),
      },
      {
        operation: 'update',
        path: 'moved/c',
        from_path: 'c',
        sha: await shaOf('c'),
        content: base64('3'),
      },
      { operation: 'create', path: 'ä/empty', content: '' },
    ],
  });

  assert.equal(written.status, 201);
  const { files, commit } = written.body;
  const read = await Promise.all(
    ['b', 'moved/c', 'ä/empty'].map(async file => {
      const answer = await api(
        'GET',
        `${contents}/${encodeURI(file)}?ref=main`,
      );
      return answer.body;
    }),
  );
  assert.deepEqual(files, [null, ...read]);
  assert.deepEqual(
    read.map(file => file.last_commit_sha),
    [first, commit.sha, commit.sha],
  );
});

test('a file cannot stand where a folder is', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'dir/a': '1' });
  const { status } = await api('POST', '/repos/myorg/demo/contents/dir/a/b', {
    content: '',
  });
  assert.equal(status, 422);
});

test('archives have one top folder in both formats', async t => {
  const { url, api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one', 'dir/b.txt': 'two' });
  const tar = Buffer.from(
    await (
      await fetch(`${url}/api/v1/repos/myorg/demo/archive/main.tar.gz`)
    ).arrayBuffer(),
  );
  const names = execFileSync('tar', ['tz'], { input: tar })
    .toString()
    .trim()
    .split('\n');
  assert.deepEqual(names, [
    'demo/',
    'demo/a.txt',
    'demo/dir/',
    'demo/dir/b.txt',
  ]);
  const zip = await (
    await fetch(`${url}/api/v1/repos/myorg/demo/archive/main.zip`)
  ).text();
  assert.match(zip, /^PK[\s\S]*demo\/dir\/b\.txt/);
  assert.equal(
    (await api('GET', '/repos/myorg/demo/archive/nope.zip')).status,
    404,
  );
  assert.equal(
    (await api('GET', '/repos/myorg/demo/archive/main.rar')).status,
    400,
  );
});

/** Opens a pull request that sets a file on a new branch. */
async function propose(
  api: Api,
  branch: string,
  file: string,
  content: string,
) {
  const address = `/repos/myorg/demo/contents/${file}`;
  const { body: read } = await api('GET', address);
  const change = {
    content: base64(content),
    sha: read.sha,
    new_branch: branch,
    message: `Change ${file}`,
  };
  await api('PUT', address, change);
  return api('POST', '/repos/myorg/demo/pulls', {
    title: `From ${branch}`,
    head: branch,
    base: 'main',
  });
}

for (const style of ['merge', 'squash', 'rebase']) {
  test(`a pull request merges by ${style} and keeps what it showed`, async t => {
    const { api } = await startTestHost(t);
    await seedRepository(api, 'demo', { 'a.txt': 'one\n', 'b.txt': 'one\n' });
    const opened = await propose(api, 'feature/x', 'a.txt', 'two\n');
    assert.equal(opened.status, 201);
    assert.equal(opened.body.mergeable, true);
    const { body: b } = await api('GET', '/repos/myorg/demo/contents/b.txt');
    await api('PUT', '/repos/myorg/demo/contents/b.txt', {
      content: base64('other\n'),
      sha: b.sha,
    });
    const merged = await api(
      'POST',
      '/repos/myorg/demo/pulls/1/merge',
      { Do: style, delete_branch_after_merge: true },
      'grace',
    );
    assert.equal(merged.status, 200);
    const pull = (await api('GET', '/repos/myorg/demo/pulls/1')).body;
    assert.equal(pull.merged, true);
    assert.equal(pull.state, 'closed');
    assert.equal(pull.merged_by.login, 'grace');
    const main = (await api('GET', '/repos/myorg/demo/git/commits/main')).body;
    assert.equal(main.sha, pull.merge_commit_sha);
    assert.equal(main.parents.length, style === 'merge' ? 2 : 1);
    const content = (await api('GET', '/repos/myorg/demo/contents/a.txt')).body
      .content;
    assert.equal(Buffer.from(content, 'base64').toString(), 'two\n');
    const files = (await api('GET', '/repos/myorg/demo/pulls/1/files')).body;
    assert.deepEqual(
      files.map((file: { filename: string }) => file.filename),
      ['a.txt'],
    );
    assert.equal(
      (await api('GET', '/repos/myorg/demo/branches/feature%2Fx')).status,
      404,
    );
    assert.equal(
      (await api('POST', '/repos/myorg/demo/pulls/1/merge', { Do: style }))
        .status,
      405,
    );
  });
}

test('a conflict is told, and refused in every style', async t => {
  const { api } = await startTestHost(t);
  const before = await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  await propose(api, 'x', 'a.txt', 'two\n');
  const { body: read } = await api('GET', '/repos/myorg/demo/contents/a.txt');
  await api('PUT', '/repos/myorg/demo/contents/a.txt', {
    content: base64('three\n'),
    sha: read.sha,
  });
  assert.equal(
    (await api('GET', '/repos/myorg/demo/pulls/1')).body.mergeable,
    false,
  );
  for (const Do of ['merge', 'squash', 'rebase']) {
    const refused = await api('POST', '/repos/myorg/demo/pulls/1/merge', {
      Do,
    });
    assert.equal(refused.status, 405);
    assert.match(refused.body.message, /a\.txt/);
  }
  assert.notEqual(
    (await api('GET', '/repos/myorg/demo/branches/main')).body.commit.id,
    before,
  );
  assert.equal(
    (await api('GET', '/repos/myorg/demo/pulls/1')).body.merged,
    false,
  );
});

test('a merge of another head than the one looked at is refused', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  await propose(api, 'x', 'a.txt', 'two\n');
  const merge = { Do: 'merge', head_commit_id: '1'.repeat(40) };
  assert.equal(
    (await api('POST', '/repos/myorg/demo/pulls/1/merge', merge)).status,
    409,
  );
});

test('pull requests: the same one twice, nothing to merge, unknown branches', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  await propose(api, 'x', 'a.txt', 'two\n');
  const open = (head: string, base = 'main', title = 'T') =>
    api('POST', '/repos/myorg/demo/pulls', { title, head, base });
  assert.equal((await open('x')).status, 409);
  assert.equal((await open('myorg:x')).status, 409);
  assert.equal((await open('other:x')).status, 404);
  assert.equal((await open('main')).status, 422);
  assert.equal((await open('nope')).status, 404);
  assert.equal((await open('x', 'nope')).status, 404);
  assert.equal((await open('x', 'main', ' ')).status, 422);
});

test('a pull request is edited, closed, opened again, commented and listed by state', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  await propose(api, 'x', 'a.txt', 'two\n');
  const edited = await api('PATCH', '/repos/myorg/demo/pulls/1', {
    title: 'Better',
    state: 'closed',
  });
  assert.equal(edited.status, 201);
  const numbers = async (state: string) =>
    (await api('GET', `/repos/myorg/demo/pulls?state=${state}`)).body.length;
  assert.deepEqual(
    [await numbers('open'), await numbers('closed'), await numbers('all')],
    [0, 1, 1],
  );
  await api('PATCH', '/repos/myorg/demo/pulls/1', { state: 'open' });
  assert.equal(await numbers('open'), 1);
  assert.equal(
    (
      await api(
        'POST',
        '/repos/myorg/demo/issues/1/comments',
        { body: 'Hm' },
        'grace',
      )
    ).status,
    201,
  );
  assert.equal(
    (await api('POST', '/repos/myorg/demo/issues/1/comments', { body: ' ' }))
      .status,
    422,
  );
  const comments = (await api('GET', '/repos/myorg/demo/issues/1/comments'))
    .body;
  assert.deepEqual(
    comments.map((c: { body: string; user: { login: string } }) => [
      c.body,
      c.user.login,
    ]),
    [['Hm', 'grace']],
  );
  const { id } = comments[0];
  const edit = (to: number, body: string) =>
    api('PATCH', `/repos/myorg/demo/issues/comments/${to}`, { body });
  assert.equal((await edit(id, 'Better')).body.body, 'Better');
  assert.equal((await edit(id + 1, 'None')).status, 404);
  await propose(api, 'y', 'b.txt', 'two\n');
  const other = await api('POST', '/repos/myorg/demo/issues/2/comments', {
    body: 'Of another',
  });
  assert.notEqual(other.body.id, id, 'an id names one comment of a repository');
});

test('the newest status of each context decides', async t => {
  const { api } = await startTestHost(t);
  const sha = await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  const report = (state: string, context: string) =>
    api('POST', `/repos/myorg/demo/statuses/${sha}`, {
      state,
      context,
      target_url: 'http://localhost:7007/x',
    });
  const combined = async () =>
    (await api('GET', '/repos/myorg/demo/commits/main/status')).body;
  assert.equal((await combined()).state, 'pending');
  assert.equal((await report('failure', 'tests')).status, 201);
  await report('success', 'lint');
  assert.equal((await combined()).state, 'failure');
  await report('success', 'tests');
  assert.equal((await combined()).state, 'success');
  assert.equal((await combined()).total_count, 2);
  assert.equal(
    (await api('GET', `/repos/myorg/demo/commits/${sha}/statuses`)).body.length,
    3,
  );
  assert.equal((await report('fine', 'tests')).status, 422);
  const script = { state: 'success', target_url: 'data:text/html,hello' };
  assert.equal(
    (await api('POST', `/repos/myorg/demo/statuses/${sha}`, script)).status,
    422,
  );
});

test('branches, compare and paged commits', async t => {
  const { api } = await startTestHost(t);
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  const branch = { new_branch_name: 'release/1' };
  assert.equal(
    (await api('POST', '/repos/myorg/demo/branches', branch)).status,
    201,
  );
  assert.equal(
    (await api('POST', '/repos/myorg/demo/branches', branch)).status,
    409,
  );
  for (const name of ['b', 'c']) {
    await api('POST', `/repos/myorg/demo/contents/${name}`, {
      content: '',
      branch: 'release/1',
      message: name,
    });
  }
  const compared = (
    await api('GET', '/repos/myorg/demo/compare/main...release/1')
  ).body;
  assert.deepEqual(
    compared.commits.map((c: { commit: { message: string } }) =>
      c.commit.message.trim(),
    ),
    ['c', 'b'],
  );
  const page = await api(
    'GET',
    '/repos/myorg/demo/commits?sha=release/1&limit=2&page=2',
  );
  assert.equal(page.headers.get('x-total-count'), '3');
  assert.equal(page.body.length, 1);
  assert.equal(
    (await api('DELETE', '/repos/myorg/demo/branches/main')).status,
    403,
  );
  assert.equal(
    (await api('DELETE', '/repos/myorg/demo/branches/release%2F1')).status,
    204,
  );
});

test('a removed repository is gone, and what existed survives a restart', async t => {
  const first = await startTestHost(t);
  await seedRepository(first.api, 'kept', { 'a.txt': 'one\n' });
  await seedRepository(first.api, 'gone', { 'a.txt': 'one\n' });
  await first.api('PATCH', '/repos/myorg/kept', { description: 'Kept' });
  assert.equal((await first.api('DELETE', '/repos/myorg/gone')).status, 204);
  await first.close();
  const second = await startTestHost(t, { dataDir: first.dataDir });
  const repositories = (await second.api('GET', '/orgs/myorg/repos')).body;
  assert.deepEqual(
    repositories.map((r: { name: string; description: string }) => [
      r.name,
      r.description,
    ]),
    [['kept', 'Kept']],
  );
});

test('the id of a removed repository is not given again, also by a host that starts anew', async t => {
  const first = await startTestHost(t);
  const make = async ({ api }: Pick<typeof first, 'api'>) =>
    (await api('POST', '/orgs/myorg/repos', { name: 'demo' })).body.id;
  const id = await make(first);
  await first.api('DELETE', '/repos/myorg/demo');
  await first.close();
  const second = await startTestHost(t, { dataDir: first.dataDir });
  assert.notEqual(await make(second), id);
});
