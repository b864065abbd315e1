import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import {
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder } from '@towpath/test-kit';
import { GitSources } from './GitSources.ts';

const gitAccount = { name: 'ada', password: 'ada-password' };

test('what is private is deployed by the account, and not without one', async t => {
  const host = await startTestHost(t);
  const sha = await seedRepository(host.api, 'gitops', { 'a.yaml': 'a: 1\n' });
  await host.api('PATCH', '/repos/myorg/gitops', { private: true });
  const url = `${host.url}/myorg/gitops.git`;
  const gitUrl = host.url;

  const own = new GitSources(await temporaryFolder(t), { gitUrl, gitAccount });
  assert.equal(await own.resolve(url, 'main'), sha);
  assert.equal((await own.tree(url, sha)).get('a.yaml'), 'a: 1\n');

  const nobody = new GitSources(await temporaryFolder(t), { gitUrl });
  await assert.rejects(nobody.poll(url), /could not read Username/);
  await assert.rejects(nobody.tree(url, sha), /could not read Username/);
});

test('no other host hears of the account, not even one whose address begins alike', async t => {
  const heard: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    heard.push(request.headers.authorization);
    response.writeHead(404).end();
  }).listen(0, 'localhost');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address() as AddressInfo;
  // As if the host were at the same address, but for the last digits of the port.
  const gitUrl = `http://localhost:${String(port).slice(0, -1)}`;
  const sources = new GitSources(await temporaryFolder(t), {
    gitUrl,
    gitAccount,
  });
  const url = `http://localhost:${port}/myorg/gitops.git`;
  await assert.rejects(sources.poll(url), /not found/);
  assert.ok(heard.length > 1);
  assert.deepEqual(new Set(heard), new Set([undefined]));
});
