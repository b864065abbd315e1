import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import {
  git as runGit,
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder } from '@towpath/test-kit';
import { askForRefs } from './askForRefs.ts';

// What Argo CD does not hear of it does not deploy, so it has to hear all that git itself would.
test('it hears of every branch and tag that git lists, a tag with a message and what it stands for', async t => {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'shop', { 'README.md': 'x' });
  const folder = await temporaryFolder(t);
  const git = (...args: string[]) => runGit(folder, ...args);
  await git('clone', '--quiet', host.remote('shop'), '.');
  await git('tag', 'light');
  await git('tag', '--annotate', '--message', 'First', 'v1.0.0');
  await git('branch', 'größer');
  await git('push', '--quiet', '--all');
  await git('push', '--quiet', '--tags');
  const listed = (await git('ls-remote', 'origin')).split('\n');

  const refs = await askForRefs(`${host.url}/myorg/shop.git`);

  assert.deepEqual(
    [...refs!].map(([name, sha]) => `${sha}\t${name}`),
    listed,
  );
  assert.ok(refs!.has('refs/tags/v1.0.0^{}'));
  assert.ok(refs!.has('refs/heads/größer'));
});

test('an empty repository has no refs, which is no trouble', async t => {
  const host = await startTestHost(t);
  await host.api('POST', '/orgs/myorg/repos', { name: 'empty' });
  const refs = await askForRefs(`${host.url}/myorg/empty.git/`);
  assert.deepEqual(refs, new Map());
});

test('what does not answer as a repository is left to git, which says why', async t => {
  const host = await startTestHost(t);
  const page = await serve(t, 'text/html', '<p>Sign in</p>');
  const cut = await serve(
    t,
    'application/x-git-upload-pack-advertisement',
    'zzzz',
  );
  for (const url of [
    `${host.url}/myorg/nothing.git`,
    page,
    cut,
    'http://ada:secret@localhost/myorg/shop.git',
    'file:///etc',
    'http://localhost:1/shop.git',
  ]) {
    assert.equal(await askForRefs(url), undefined, url);
  }
});

async function serve(t: TestContext, type: string, body: string) {
  const server = createServer((_, response) =>
    response.setHeader('content-type', type).end(body),
  ).listen(0, 'localhost');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}/shop.git`;
}
