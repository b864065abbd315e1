import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import { git, startTestHost } from '../testing/index.ts';

/** Writes a seed folder: files by `repository/path`, and the history. */
async function seedFolder(
  t: TestContext,
  files: Record<string, string | Buffer>,
  history = '',
) {
  const folder = await temporaryFolder(t);
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, 'repositories', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  await writeFile(path.join(folder, 'history.yaml'), history);
  return folder;
}

const HISTORY = `
demo:
  description: A demo
  commits:
    - { author: ada, message: Write code, age: 9d, paths: ['src/**', '.github/**'] }
    - { author: grace, message: Write docs, age: 3h }
`;

test('files are dealt out to commits with author, age and addresses filled in', async t => {
  const seedDir = await seedFolder(
    t,
    {
      'demo/src/a b.ts': 'code\n',
      'demo/.github/ci.yml': 'ci\n',
      'demo/README.md': 'At @@GIT_URL@@/myorg/demo and @@PORTAL_URL@@\n',
      'demo/image': Buffer.from('\0@@GIT_URL@@'),
    },
    HISTORY,
  );
  const clock = () => new Date('2026-03-10T12:00:00Z');
  const host = await startTestHost(t, { seedDir, clock });
  const commits = (await host.api('GET', '/repos/myorg/demo/commits')).body;
  assert.deepEqual(
    commits.map(
      (c: {
        commit: { author: { name: string; date: string }; message: string };
      }) => [
        c.commit.author.name,
        Date.parse(c.commit.author.date),
        c.commit.message.trim(),
      ],
    ),
    [
      ['Grace Lindqvist', Date.parse('2026-03-10T09:00:00Z'), 'Write docs'],
      ['Ada Okafor', Date.parse('2026-03-01T12:00:00Z'), 'Write code'],
    ],
  );
  const first = await host.api(
    'GET',
    `/repos/myorg/demo/contents?ref=${commits[1].sha}`,
  );
  assert.deepEqual(
    first.body.map((e: { name: string }) => e.name),
    ['.github', 'src'],
  );
  const read = async (file: string) =>
    Buffer.from(
      (await host.api('GET', `/repos/myorg/demo/contents/${file}`)).body
        .content,
      'base64',
    ).toString();
  assert.equal(
    await read('README.md'),
    `At ${host.url}/myorg/demo and http://localhost:7007\n`,
  );
  assert.equal(await read('image'), '\0@@GIT_URL@@');
  assert.equal(
    (await host.api('GET', '/repos/myorg/demo')).body.description,
    'A demo',
  );
});

test('a restart leaves changes and removals alone and adds seeds that are new', async t => {
  const seedDir = await seedFolder(t, { 'kept/a': '1', 'removed/a': '1' });
  const first = await startTestHost(t, { seedDir });
  await first.api('POST', '/repos/myorg/kept/contents/mine', { content: '' });
  const owner = 'towpath-portal';
  await first.api('DELETE', '/repos/myorg/removed', undefined, owner);
  const head = (await first.api('GET', '/repos/myorg/kept/branches/main')).body
    .commit.id;
  await first.close();
  await mkdir(path.join(seedDir, 'repositories', 'added'));
  await writeFile(path.join(seedDir, 'repositories', 'added', 'a'), '1');
  const second = await startTestHost(t, { seedDir, dataDir: first.dataDir });
  const listed = (await second.api('GET', '/orgs/myorg/repos')).body;
  assert.deepEqual(
    listed.map((r: { name: string }) => r.name),
    ['added', 'kept'],
  );
  assert.equal(
    (await second.api('GET', '/repos/myorg/kept/branches/main')).body.commit.id,
    head,
  );
});

const CHANGED = `
demo:
  commits:
    - author: ada
      message: Begin
      age: 9d
      paths: ['**']
      was: { version: { '2.0': '1.0' } }
    - { author: grace, message: Raise the version, age: 3h, again: [version] }
`;

test('a private seed is there for its team alone, and a change of the team outlives a restart', async t => {
  const seedDir = await seedFolder(
    t,
    { 'vault/a': '1' },
    'vault: { private: true }',
  );
  const teams = path.join(seedDir, 'teams.yaml');
  const team = (more: string) =>
    writeFile(
      teams,
      `- { name: keepers, permission: read, repositories: [vault], ${more} }`,
    );
  await team('members: [grace]');
  const first = await startTestHost(t, { seedDir });
  const ask = async ({ api }: typeof first, as: string) =>
    (await api('GET', '/repos/myorg/vault', undefined, as)).status;
  assert.equal(await ask(first, 'grace'), 200);
  assert.equal(await ask(first, 'ada'), 404);
  const { body } = await first.api('GET', '/orgs/myorg/teams');
  const keepers = body.find(({ name }: { name: string }) => name === 'keepers');
  const member = `/teams/${keepers.id}/members/grace`;
  await first.api('DELETE', member, undefined, 'towpath-portal');
  await first.close();
  const second = await startTestHost(t, { seedDir, dataDir: first.dataDir });
  assert.equal(await ask(second, 'grace'), 404);
  await second.close();
  await team('member: [grace]');
  await assert.rejects(
    startTestHost(t, { seedDir, dataDir: first.dataDir }),
    /teams\.yaml: \[0\]\.member is no field/,
  );
});

test('a file of a seed can have said something else before', async t => {
  const seedDir = await seedFolder(t, { 'demo/version': '2.0\n' }, CHANGED);
  const host = await startTestHost(t, { seedDir });
  const { body } = await host.api('GET', '/repos/myorg/demo/commits');
  const read = async (ref: string) =>
    (await host.api('GET', `/repos/myorg/demo/raw/version?ref=${ref}`)).body;
  const texts = body.map((c: { sha: string }) => read(c.sha));
  assert.deepEqual(await Promise.all(texts), ['2.0\n', '1.0\n']);
});

test('tags lead to the commits that versions were made from', async t => {
  const history = HISTORY.replace(
    'age: 9d,',
    'age: 9d, tags: [v1.0.0, v1.0.1],',
  );
  const files = { 'demo/src/a': '1', 'demo/README.md': '2' };
  const seedDir = await seedFolder(t, files, history);
  const host = await startTestHost(t, { seedDir });
  const folder = await temporaryFolder(t);
  const clone = (...args: string[]) => git(folder, ...args);
  await clone('clone', '--quiet', `${host.url}/myorg/demo.git`, '.');
  for (const tag of ['v1.0.0', 'v1.0.1']) {
    const told = await clone('log', '-1', '--format=%an: %s', tag);
    assert.equal(told.trim(), 'Ada Okafor: Write code');
    assert.equal((await clone('cat-file', '-t', tag)).trim(), 'tag');
  }
});

for (const [mistake, history, message] of [
  [
    'an unknown author',
    HISTORY.replace('grace', 'nobody'),
    /author "nobody" is not an account/,
  ],
  [
    'an age without a unit',
    HISTORY.replace('9d', '9'),
    /demo\.commits\[0\]\.age/,
  ],
  [
    'an earlier text that nothing replaces',
    HISTORY.replace(
      "paths: ['src/**', '.github/**']",
      'paths: [README.md], was: { README.md: { x: y } }',
    ),
    /no later commit brings README.md again/,
  ],
  [
    'globs that match nothing',
    HISTORY.replace('src/**', 'lib/**').replace('.github/**', 'x'),
    /no file matches/,
  ],
] as const) {
  test(`${mistake} in the history stops the start and is named`, async t => {
    const seedDir = await seedFolder(
      t,
      { 'demo/src/a.ts': 'code\n', 'demo/README.md': 'x' },
      history,
    );
    await assert.rejects(startTestHost(t, { seedDir }), message);
    await rm(seedDir, { recursive: true });
  });
}
