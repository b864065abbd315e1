import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { base64, seedRepository, startTestHost } from '../../testing/index.ts';

/** A browser without a picture: keeps cookies, reads form tokens, follows nothing by itself. */
function createBrowser(url: string) {
  let cookie = '';
  const request = async (address: string, init: RequestInit = {}) => {
    const headers = {
      Cookie: cookie,
      ...(init.headers as Record<string, string>),
    };
    const response = await fetch(`${url}${address}`, {
      redirect: 'manual',
      ...init,
      headers,
    });
    const set = response.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0];
    return {
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      text: await response.text(),
    };
  };
  const open = (address: string) => request(address);
  const send = async (
    address: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const token = /name="token" value="([^"]+)"/.exec(
      (await open('/user/login')).text,
    )![1];
    const body = new URLSearchParams({ token, ...fields });
    return request(address, {
      method: 'POST',
      body,
      headers: { Origin: url, ...headers },
    });
  };
  const signIn = (name = 'ada', password = `${name}-password`, next = '/') =>
    send('/user/login', { name, password, next });
  return { open, send, signIn };
}

const OFFERS =
  /Sign in to [mco][^<]+|>(Merge into|Close without|Comment<.button>|Open pull request)/g;

async function start(t: TestContext) {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', {
    'README.md':
      '# Hello\n\n[docs](docs/a.md) <script>alert(1)</script> <img src=x onerror=alert(1)>\n',
    'docs/a.md': 'a\n',
    'src/x.ts': 'const a = `<b>\n`;\n',
    'evil.html': '<script>alert(1)</script>',
  });
  return { ...host, browser: createBrowser(host.url) };
}

test('every page of a repository opens without signing in', async t => {
  const { api, browser } = await start(t);
  await api('POST', '/repos/myorg/demo/contents/new', {
    content: base64('x'),
    new_branch: 'feature/x',
  });
  await api('POST', '/repos/myorg/demo/pulls', {
    title: 'Add new',
    head: 'feature/x',
    base: 'main',
  });
  const sha = (await api('GET', '/repos/myorg/demo/branches/main')).body.commit
    .id;
  const pages = [
    '',
    '/src/branch/main',
    '/src/branch/main/',
    '/src/branch/main/docs',
    '/src/branch/feature/x/new',
    `/src/commit/${sha}/docs`,
    '/commits/branch/main',
    '/commits/branch/main/docs/a.md',
    `/commit/${sha}`,
    '/branches',
    '/pulls',
    '/pulls?state=closed',
    '/pulls/1',
    '/pulls/1.diff',
    '/compare/main...feature/x',
    '/raw/branch/main/README.md',
    '/archive/main.zip',
  ];
  for (const page of pages)
    assert.equal((await browser.open(`/myorg/demo${page}`)).status, 200, page);
  assert.equal((await browser.open('/myorg')).status, 200);
  assert.equal((await browser.open('/ada')).status, 200);
});

test('the clone address leads a browser to the page; unknown addresses help on', async t => {
  const { browser } = await start(t);
  assert.equal((await browser.open('/myorg/demo.git')).location, '/myorg/demo');
  for (const address of [
    '/nope',
    '/myorg/nope',
    '/myorg/demo/src/branch/nope',
    '/myorg/demo/src/branch/main/nope',
    '/myorg/demo/commit/abcdef1',
    '/myorg/demo/pulls/9',
    '/myorg/demo/what',
  ]) {
    const page = await browser.open(address);
    assert.equal(page.status, 404, address);
    assert.match(page.text, /All repositories of myorg/);
  }
});

test('content of a repository never runs as script of the host', async t => {
  const { browser } = await start(t);
  const home = await browser.open('/myorg/demo');
  assert.doesNotMatch(home.text, /alert\(1\)/);
  assert.match(
    home.text,
    /href="[^"]*\/myorg\/demo\/src\/branch\/main\/docs\/a\.md"/,
  );
  const raw = await browser.open('/myorg/demo/raw/branch/main/evil.html');
  assert.match(raw.headers.get('content-type')!, /^text\/plain/);
  assert.match(raw.headers.get('content-security-policy')!, /sandbox/);
  const code = await browser.open('/myorg/demo/src/branch/main/src/x.ts');
  assert.match(code.text, /&lt;b&gt;/);
});

test('sign-in refuses a wrong password and never leads to another site', async t => {
  const { browser } = await start(t);
  assert.equal((await browser.signIn('ada', 'guess')).status, 401);
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
  ]) {
    assert.equal(
      (await browser.signIn('ada', 'ada-password', next)).location,
      '/',
      next,
    );
  }
  assert.match((await browser.open('/myorg')).text, /Ada Okafor/);
  await browser.send('/user/logout', {});
  assert.doesNotMatch((await browser.open('/myorg')).text, /Ada Okafor/);
});

test('a form of another site, or without its token, changes nothing', async t => {
  const { api, browser } = await start(t);
  await api('POST', '/repos/myorg/demo/contents/new', {
    content: '',
    new_branch: 'x',
  });
  await api('POST', '/repos/myorg/demo/pulls', {
    title: 'T',
    head: 'x',
    base: 'main',
  });
  await browser.signIn();
  const merge = '/myorg/demo/pulls/1/merge';
  assert.equal(
    (await browser.send(merge, {}, { Origin: 'http://localhost:9999' })).status,
    403,
  );
  // As many letters as the right one has, but more bytes.
  for (const token of ['guess', 'é'.repeat(64)])
    assert.equal((await browser.send(merge, { token })).status, 403);
  assert.equal(
    (await api('GET', '/repos/myorg/demo/pulls/1')).body.merged,
    false,
  );
  assert.equal((await browser.send(merge, { style: 'merge' })).status, 303);
  assert.equal(
    (await api('GET', '/repos/myorg/demo/pulls/1')).body.merged,
    true,
  );
});

test('the edit link asks to sign in, then commits or opens a pull request', async t => {
  const { api, browser } = await start(t);
  const edit = '/myorg/demo/_edit/main/docs/a.md';
  const asked = await browser.open(edit);
  assert.equal(asked.location, `/user/login?next=${encodeURIComponent(edit)}`);
  assert.equal(
    (await browser.signIn('ada', 'ada-password', edit)).location,
    edit,
  );
  const page = await browser.open(edit);
  const sha = /name="sha" value="([0-9a-f]{40})"/.exec(page.text)![1];
  const draft = { path: 'docs/a.md', sha, message: 'Say b', content: 'b\r\n' };
  const opened = await browser.send(edit, {
    ...draft,
    target: 'pull',
    newBranch: 'ada/b',
  });
  assert.equal(opened.location, '/myorg/demo/pulls/1');
  const saved = await browser.send(edit, { ...draft, target: 'branch' });
  assert.equal(saved.location, '/myorg/demo/src/branch/main/docs/a.md');
  const { body } = await api('GET', '/repos/myorg/demo/contents/docs/a.md');
  assert.equal(Buffer.from(body.content, 'base64').toString(), 'b\n');
});

test('an edit of a file that changed meanwhile is refused and keeps what was typed', async t => {
  const { browser } = await start(t);
  await browser.signIn();
  const stale = {
    path: 'docs/a.md',
    sha: '1'.repeat(40),
    message: '',
    content: 'my long work',
    target: 'branch',
  };
  const page = await browser.send('/myorg/demo/_edit/main/docs/a.md', stale);
  assert.equal(page.status, 422);
  assert.match(page.text, /my long work/);
  assert.match(page.text, /sha does not match/);
});

test('a private repository is there for who may see it, and asks others to sign in', async t => {
  const { api, browser } = await start(t);
  await api('PATCH', '/repos/myorg/demo', { private: true });
  const page = await browser.open('/myorg/demo');
  assert.equal(page.status, 404);
  assert.match(page.text, /\/user\/login\?next=%2Fmyorg%2Fdemo/);
  const redirected = await browser.open('/myorg/demo.git');
  assert.equal(redirected.status, 404, 'the clone address tells it neither');
  await browser.signIn('grace');
  assert.equal((await browser.open('/myorg/demo')).status, 404);
  await browser.send('/user/logout', {});
  await browser.signIn('ada');
  assert.match((await browser.open('/myorg/demo')).text, />private</);
  assert.match((await browser.open('/myorg')).text, />private</);
});

test('who may only read is offered nothing to change', async t => {
  const { api, browser } = await start(t);
  await api('PATCH', '/repos/myorg/demo', { private: true });
  const permission = 'read';
  await api('PUT', '/repos/myorg/demo/collaborators/grace', { permission });
  await browser.signIn('grace');
  const file = (await browser.open('/myorg/demo/src/branch/main/src/x.ts'))
    .text;
  assert.doesNotMatch(file, />Edit</);
  assert.doesNotMatch((await browser.open('/myorg/demo')).text, />Add file</);
});

test('an archived repository offers nothing that it would refuse', async t => {
  const { api, browser } = await start(t);
  await api('POST', '/repos/myorg/demo/contents/new.txt', {
    ...{ content: base64('new\n'), message: 'New', new_branch: 'new' },
  });
  const pull = { title: 'New', head: 'new', base: 'main' };
  await api('POST', '/repos/myorg/demo/pulls', pull);
  const offered = async () => {
    const page = await browser.open('/myorg/demo/pulls/1');
    const compare = await browser.open('/myorg/demo/compare/main...new');
    return [...`${page.text}${compare.text}`.matchAll(OFFERS)].map(
      ([words]) => words,
    );
  };
  assert.deepEqual(await offered(), [
    'Sign in to merge or comment',
    'Sign in to open a pull request',
  ]);
  await browser.signIn();
  assert.deepEqual(await offered(), [
    ...['>Merge into', '>Close without', '>Comment</button>'],
    '>Open pull request',
  ]);
  await api('PATCH', '/repos/myorg/demo', { archived: true });
  assert.deepEqual(await offered(), []);
  await browser.send('/user/logout', {});
  assert.deepEqual(await offered(), []);
});

test('a person sees, makes and ends tokens of their own alone', async t => {
  const { browser, url, api } = await start(t);
  const path = '/user/settings/applications';
  assert.match((await browser.open(path)).location ?? '', /user\/login/);
  const { body: other } = await api(
    'POST',
    '/users/grace/tokens',
    { name: 'hers', scopes: ['all'] },
    'grace',
  );
  await browser.signIn();
  assert.doesNotMatch((await browser.open(path)).text, /hers/);
  const unnamed = await browser.send(path, { name: '', kind: 'read' });
  assert.equal(unnamed.status, 422);
  assert.match(unnamed.text, /role="alert"/);
  const made = await browser.send(path, { name: '<laptop>', kind: 'read' });
  const [, token] = /id="made"[^>]*value="([0-9a-f]{40})"/.exec(made.text)!;
  assert.doesNotMatch(made.text, /<laptop>/);
  const use = async () =>
    (
      await fetch(`${url}/api/v1/user`, {
        headers: { Authorization: `token ${token}` },
      })
    ).status;
  assert.equal(await use(), 200);
  const listed = (await browser.open(path)).text;
  assert.doesNotMatch(listed, new RegExp(token));
  const [, end] = /action="([^"]+\/\d+\/end)"/.exec(listed)!;
  const theirs = await browser.send(`${path}/${other.id}/end`, {});
  assert.equal(theirs.status, 404);
  assert.equal((await browser.send(end, {})).status, 303);
  assert.equal(await use(), 401);
});
