import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder, TestProcess } from '@towpath/test-kit';
import {
  createApi,
  git,
  remoteOf,
  seedRepository,
  startTestHost,
} from './testing/index.ts';

const HOST = path.join(import.meta.dirname, 'testing/program.ts');

/** Starts the Git host in a process of its own, to be killed. */
function spawnHost(t: TestContext, options: object) {
  const host = new TestProcess<{ url: string }>(HOST, options);
  t.after(() => host.kill());
  return host;
}

async function writeSeeds(folder: string, names: string[]): Promise<void> {
  for (const name of names) {
    const repository = path.join(folder, 'repositories', name);
    await mkdir(repository, { recursive: true });
    await writeFile(path.join(repository, 'README.md'), `# ${name}\n`);
  }
}

test('a kill in the middle of seeding leaves no half repository, and the next start completes', async t => {
  const folder = await temporaryFolder(t);
  const names = Array.from(
    { length: 15 },
    (_, n) => `service-${String(n).padStart(2, '0')}`,
  );
  await writeSeeds(folder, names);
  const options = { dataDir: path.join(folder, 'data'), seedDir: folder };
  const repositories = path.join(options.dataDir, 'git', 'projects', 'myorg');
  const host = spawnHost(t, options);
  await untilFolderHas(repositories, 3);
  await host.kill();
  const left = (await readdir(repositories)).length;
  assert.ok(
    left < names.length,
    `killed too late to mean anything: ${left} repositories`,
  );
  const again = await startTestHost(t, options);
  const listed = (await again.api('GET', '/orgs/myorg/repos')).body;
  assert.deepEqual(
    listed.map((r: { name: string }) => r.name),
    names,
  );
  assert.ok(listed.every((r: { empty: boolean }) => !r.empty));
  for (const name of names)
    await git(
      folder,
      `--git-dir=${path.join(repositories, `${name}.git`)}`,
      'fsck',
      '--strict',
    );
});

/** Resolves as soon as a folder has this many entries. */
async function untilFolderHas(folder: string, count: number): Promise<void> {
  for (;;) {
    const entries = await readdir(folder).catch(() => []);
    if (entries.length >= count) return;
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}

test('what was acknowledged before a kill is there afterwards, and a push under way does no harm', async t => {
  const folder = await temporaryFolder(t);
  const options = { dataDir: path.join(folder, 'data') };
  const host = spawnHost(t, options);
  const { url } = await host.told();
  const api = createApi(url);
  await seedRepository(api, 'demo', { 'a.txt': 'one\n' });
  await git(folder, 'clone', '--quiet', `${url}/myorg/demo.git`, 'work');
  const work = path.join(folder, 'work');
  await git(work, 'commit', '--quiet', '--allow-empty', '-m', 'Acknowledged');
  await git(work, 'push', '--quiet', remoteOf(url)('demo'), 'main');
  const acknowledged = await git(work, 'rev-parse', 'HEAD');
  await writeFile(
    path.join(work, 'big'),
    Buffer.alloc(30_000_000, 'x').map((_, n) => (n * 7919) % 251),
  );
  await git(work, 'add', '.');
  await git(work, 'commit', '--quiet', '-m', 'Cut off');
  const pushes = path.join(options.dataDir, 'git', 'pushes');
  const push = git(work, 'push', '--quiet', remoteOf(url)('demo'), 'main');
  const rejected = assert.rejects(push);
  await untilFolderHas(pushes, 1);
  await host.kill();
  await rejected;
  const again = await startTestHost(t, options);
  assert.deepEqual(await readdir(pushes), []);
  const head = (await again.api('GET', '/repos/myorg/demo/branches/main')).body
    .commit.id;
  // Git may have finished on its own after the kill; anything between would be damage.
  assert.ok(
    [acknowledged, await git(work, 'rev-parse', 'HEAD')].includes(head),
  );
  await git(work, 'push', '--quiet', again.remote('demo'), 'main');
  const bare = path.join(
    options.dataDir,
    'git',
    'projects',
    'myorg',
    'demo.git',
  );
  await git(folder, `--git-dir=${bare}`, 'fsck', '--strict');
});

test('a push that an older version wrote down by the name of its repository is followed', async t => {
  const first = await startTestHost(t);
  const after = await seedRepository(first.api, 'demo', { 'a.txt': 'one\n' });
  await first.close();
  const pushes = path.join(first.dataDir, 'git', 'pushes');
  const entry = JSON.stringify({ repository: 'demo', by: 'ada' });
  const ref = 'refs/heads/main';
  await writeFile(path.join(pushes, 'one.json'), entry);
  await writeFile(
    path.join(pushes, 'one.refs'),
    `${'0'.repeat(40)} ${after} ${ref}\n`,
  );
  const followed: object[] = [];
  await startTestHost(t, {
    dataDir: first.dataDir,
    onPush: async push => void followed.push(push),
  });
  assert.partialDeepStrictEqual(followed, [
    { repository: 'demo', by: 'ada', refs: [{ ref, after }] },
  ]);
});

test('a merge whose record was not written before a kill is completed', async t => {
  const first = await startTestHost(t);
  await seedRepository(first.api, 'demo', { 'a.txt': 'one\n' });
  await first.api('POST', '/repos/myorg/demo/contents/b', {
    content: '',
    new_branch: 'x',
  });
  await first.api('POST', '/repos/myorg/demo/pulls', {
    title: 'T',
    head: 'x',
    base: 'main',
  });
  await first.close();
  // The refs as a merge leaves them, without the record that it writes next.
  const bare = path.join(first.dataDir, 'git', 'projects', 'myorg', 'demo.git');
  const base = await git(bare, 'rev-parse', 'refs/heads/main');
  const head = await git(bare, 'rev-parse', 'refs/heads/x');
  await git(bare, 'update-ref', 'refs/heads/main', head);
  await git(bare, 'update-ref', 'refs/pull/1/base', base);
  await git(bare, 'update-ref', 'refs/pull/1/merge', head);
  const second = await startTestHost(t, { dataDir: first.dataDir });
  const pull = (await second.api('GET', '/repos/myorg/demo/pulls/1')).body;
  assert.equal(pull.merged, true);
  assert.equal(pull.merge_commit_sha, head);
  assert.equal(pull.base.sha, base);
});
