import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { git, seedRepository } from '@towpath/sandbox-git-host/testing';
import { createGit } from '@towpath/sandbox-kit';
import { temporaryFolder, until } from '@towpath/test-kit';
import { Overlays } from './Overlays.ts';
import {
  buildsOf,
  commitsOf,
  GREEN,
  nodeService,
  OVERLAY,
  overlay,
  readFileOf,
  seedOverlay,
  startBuilding,
  untilVerdict,
} from './testing.ts';

const tagsOf = (url: string, folder: string) =>
  git(folder, 'ls-remote', '--tags', `${url}/myorg/demo.git`);

/** The page of a build; the commit says how it ended a moment before the page does. */
const pageOf = (verdict: { target_url: string }) =>
  until(
    'the page says how the build ended',
    async () => (await fetch(verdict.target_url)).text(),
    page => !page.includes('state pending'),
  );

test('a green push becomes a version that dev asks for, and the commit says so', async t => {
  const { api, url, dataDir } = await startBuilding(t);
  await seedOverlay(api);
  const sha = await seedRepository(api, 'demo', nodeService(GREEN));
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.equal(verdict.status, 'success');
  assert.equal(verdict.context, 'towpath/build');
  assert.match(verdict.description, /^0\.1\.0 passed/);
  assert.match(await tagsOf(url, dataDir), /refs\/tags\/v0\.1\.0\^\{\}/);
  const [{ message, author }] = await commitsOf(api, 'gitops');
  assert.equal(author, 'Towpath builder');
  for (const trailer of [
    'Towpath-Service: demo',
    'Towpath-Version: 0.1.0',
    `Towpath-Source-Commit: ${sha}`,
  ])
    assert.ok(message.split('\n').includes(trailer), message);
  const page = await pageOf(verdict);
  assert.match(page, /tests 1/);
  assert.match(page, /passed/);
});

test('the edit of an overlay leaves its comments and everything else as they were', async t => {
  const { api } = await startBuilding(t);
  await seedOverlay(api, '2.4.1');
  const sha = await seedRepository(api, 'demo', nodeService(GREEN, '1.0.0'));
  await untilVerdict(api, 'demo', sha);
  const after = await readFileOf(api, 'gitops', OVERLAY);
  assert.equal(
    after,
    overlay('2.4.2').replace('[../../base]', '[ ../../base ]'),
  );
});

test('a repository that takes the name of a removed one has none of its builds, and its own first one is brought', async t => {
  const building = await startBuilding(t);
  const { api, url } = building;
  await seedOverlay(api);
  const old = await seedRepository(api, 'demo', nodeService(GREEN));
  await pageOf(await untilVerdict(api, 'demo', old));
  await api('DELETE', '/repos/myorg/demo');
  await api('POST', '/orgs/myorg/repos', { name: 'demo' });
  assert.deepEqual(await buildsOf(building, 'demo'), []);
  const page = await fetch(`${url}/myorg/demo/builds/1`);
  assert.equal(page.status, 404, 'nor what its tests wrote');
  const sha = await seedRepository(api, 'demo', nodeService(GREEN, '3.0.0'));
  await untilVerdict(api, 'demo', sha);
  assert.match(await readFileOf(api, 'gitops', OVERLAY), /newTag: 3\.0\.0/);
  const [latest] = await commitsOf(api, 'gitops');
  assert.match(latest.message, new RegExp(`Source-Commit: ${sha}`));
});

test('a red test stops the version, and the page shows which', async t => {
  const { api, url, dataDir } = await startBuilding(t);
  await seedOverlay(api);
  const red = `import { test } from 'node:test';
test('money is never lost', () => { throw new Error('a cent is missing'); });
`;
  const sha = await seedRepository(api, 'demo', nodeService(red));
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.equal(verdict.status, 'failure');
  assert.equal((await commitsOf(api, 'gitops')).length, 1);
  assert.equal(await tagsOf(url, dataDir), '');
  const page = await pageOf(verdict);
  assert.match(page, /a cent is missing/);
});

test('a Python service is built by its own unittest', async t => {
  const { api } = await startBuilding(t);
  await seedOverlay(api);
  const sha = await seedRepository(api, 'demo', {
    'pyproject.toml': '[project]\nname = "demo"\nversion = "0.3.0"\n',
    'tests/__init__.py': '',
    'tests/test_demo.py':
      'import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(1, 1)\n',
  });
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.match(verdict.description, /^0\.3\.0 passed/);
});

test('tests see no secret of the sandbox', async t => {
  process.env.TOWPATH_TEST_SECRET = 'hidden-from-tests';
  t.after(() => delete process.env.TOWPATH_TEST_SECRET);
  const { api } = await startBuilding(t);
  const looks = `import assert from 'node:assert';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
test('looks around', () => {
  assert.doesNotMatch(JSON.stringify(process.env), /hidden-from-tests|TOWPATH/);
  assert.deepEqual(readdirSync(process.env.HOME), []);
});
`;
  const sha = await seedRepository(api, 'demo', nodeService(looks));
  const verdict = await untilVerdict(api, 'demo', sha);
  const page = await pageOf(verdict);
  assert.equal(verdict.status, 'success', page);
});

test('tests of a repository reach neither the files nor the ports of this machine', async t => {
  const { api, url, dataDir } = await startBuilding(t);
  const attacks = `import assert from 'node:assert';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
test('reads', () => {
  assert.ok(!existsSync(${JSON.stringify(dataDir)}));
  assert.ok(!existsSync('/etc/shadow'));
  assert.doesNotMatch(readdirSync('..').join(), /demo|gitops/);
});
test('writes', () => {
  assert.throws(() => writeFileSync(${JSON.stringify(
    path.join(dataDir, 'planted'),
  )}, ''));
});
test('connects', (t, done) => {
  connect(${new URL(url).port}, '127.0.0.1', () => done(new Error('reached')))
    .on('error', () => done());
});
`;
  const sha = await seedRepository(api, 'demo', nodeService(attacks));
  const verdict = await untilVerdict(api, 'demo', sha);
  const page = await pageOf(verdict);
  assert.equal(verdict.status, 'success', page);
});

test('a manifest that is a link tells nothing of the file that it names', async t => {
  const { api, remote, dataDir, url } = await startBuilding(t);
  await seedRepository(api, 'demo', { 'README.md': '# Demo' });
  const secret = path.join(await temporaryFolder(t), 'secret');
  await writeFile(secret, 'hush-manifest');
  const work = path.join(await temporaryFolder(t), 'work');
  await git(dataDir, 'clone', '--quiet', `${url}/myorg/demo.git`, work);
  await symlink(secret, path.join(work, 'package.json'));
  await git(work, 'add', '.');
  await git(work, 'commit', '--quiet', '-m', 'Link');
  await git(work, 'push', '--quiet', remote('demo'), 'main');
  const sha = await git(work, 'rev-parse', 'HEAD');
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.equal(verdict.status, 'failure');
  assert.doesNotMatch(verdict.description, /hush/);
});

test('tests that hang are stopped with all that they started', async t => {
  const { api } = await startBuilding(t, { timeLimit: 10_000 });
  const server = `require('node:net').createServer(() => {}).listen(0, function () {
    console.log('what was started listens on ' + this.address().port);
  })`;
  const hangs = `import { spawn } from 'node:child_process';
spawn(process.execPath, ['-e', ${JSON.stringify(
    server,
  )}], { stdio: 'inherit' });
setInterval(() => {}, 1000);
`;
  const sha = await seedRepository(api, 'demo', {
    'package.json': '{"type":"module","scripts":{"test":"node hangs.js"}}',
    'hangs.js': hangs,
  });
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.match(verdict.description, /took longer than 10 s/);
  const page = await pageOf(verdict);
  const [, port] = /listens on (\d+)/.exec(page)!;
  await assert.rejects(fetch(`http://localhost:${port}`));
});

test('pushes to one repository are built in order', async t => {
  const { api, dataDir, remote, url } = await startBuilding(t);
  await seedOverlay(api);
  const first = await seedRepository(api, 'demo', nodeService(GREEN));
  const work = path.join(await temporaryFolder(t), 'work');
  await git(dataDir, 'clone', '--quiet', `${url}/myorg/demo.git`, work);
  const shas = [first];
  for (const change of ['one', 'two']) {
    await git(work, 'commit', '--quiet', '--allow-empty', '-m', change);
    await git(work, 'push', '--quiet', remote('demo'), 'main');
    shas.push(await git(work, 'rev-parse', 'HEAD'));
  }
  const verdicts = [];
  for (const sha of shas) verdicts.push(await untilVerdict(api, 'demo', sha));
  assert.deepEqual(
    verdicts.map(({ description }) => description.split(' ')[0]),
    ['0.1.0', '0.1.1', '0.1.2'],
  );
  const messages = (await commitsOf(api, 'gitops')).map(
    c => c.message.split('\n')[0],
  );
  assert.deepEqual(messages.slice(0, 3), [
    'Bring demo 0.1.2 to dev',
    'Bring demo 0.1.1 to dev',
    'Bring demo 0.1.0 to dev',
  ]);
});

test('a service without an overlay is tested, and deployed once its overlay comes', async t => {
  const building = await startBuilding(t);
  const { api } = building;
  const sha = await seedRepository(api, 'demo', nodeService(GREEN));
  const before = await untilVerdict(api, 'demo', sha);
  assert.match(before.description, /gitops has no apps\/demo\/overlays\/dev/);
  await seedOverlay(api);
  for (;;) {
    const [latest] = await buildsOf(building, 'demo');
    if (latest.number === 2 && latest.finishedAt) break;
    await api('GET', '/version');
  }
  assert.match(await readFileOf(api, 'gitops', OVERLAY), /newTag: 0\.1\.0/);
});

test('a repository with nothing to test gets no verdict', async t => {
  const building = await startBuilding(t);
  const { api } = building;
  const pages = await seedRepository(api, 'pages', {
    'README.md': '# Pages\n',
  });
  const sha = await seedRepository(api, 'demo', nodeService(GREEN));
  await untilVerdict(api, 'demo', sha);
  for (; (await buildsOf(building, 'pages')).length > 0; )
    await api('GET', '/version');
  const { body } = await api(
    'GET',
    `/repos/myorg/pages/commits/${pages}/statuses`,
  );
  assert.deepEqual(body, []);
});

test('what is wrong in an overlay is named on the commit', async t => {
  const { api } = await startBuilding(t);
  await seedRepository(api, 'gitops', { [OVERLAY]: 'resources: []\n' });
  const sha = await seedRepository(api, 'demo', nodeService(GREEN));
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.equal(verdict.status, 'failure');
  assert.match(
    verdict.description,
    /kustomization\.yaml: images has 0 entries/,
  );
});

test('a manifest that cannot be read is the service’s fault, in words', async t => {
  const { api } = await startBuilding(t);
  const sha = await seedRepository(api, 'demo', { 'package.json': '{oops' });
  const verdict = await untilVerdict(api, 'demo', sha);
  assert.equal(verdict.status, 'failure');
  assert.match(verdict.description, /^package\.json is not JSON/);
});

test('the commit survives that another one comes first', async t => {
  const { api, url, remote } = await startBuilding(t);
  await seedOverlay(api);
  const folder = await temporaryFolder(t);
  const plain = createGit({
    PATH: process.env.PATH!,
    HOME: folder,
    GIT_AUTHOR_NAME: 'B',
    GIT_AUTHOR_EMAIL: 'b@myorg.example',
    GIT_COMMITTER_NAME: 'B',
    GIT_COMMITTER_EMAIL: 'b@myorg.example',
  });
  const other = path.join(folder, 'other');
  await git(folder, 'clone', '--quiet', `${url}/myorg/gitops.git`, other);
  let raced = false;
  const racing: typeof plain = async (args, call) => {
    if (args[0] !== 'push' || raced) return plain(args, call);
    raced = true;
    await mkdir(path.join(other, 'apps/other'), { recursive: true });
    await writeFile(path.join(other, 'apps/other/note.txt'), 'first\n');
    await git(other, 'add', '.');
    await git(other, 'commit', '--quiet', '-m', 'First');
    await git(other, 'push', '--quiet', 'origin', 'main');
    return plain(args, call);
  };
  await git(other, 'remote', 'set-url', 'origin', remote('gitops'));
  const overlays = await Overlays.clone(racing, {
    url: remote('gitops'),
    folder: path.join(folder, 'clone'),
    service: 'demo',
    environment: 'dev',
  });
  const build = {
    repository: 'demo',
    repositoryId: 3,
    number: 7,
    sha: 'f'.repeat(40),
  };
  const sha = await overlays.bring(build as never, '1.0.0');
  assert.equal(await overlays.bring(build as never, '1.0.0'), sha);
  const subjects = (await commitsOf(api, 'gitops')).map(
    c => c.message.split('\n')[0],
  );
  assert.deepEqual(subjects.slice(0, 2), ['Bring demo 1.0.0 to dev', 'First']);
});
