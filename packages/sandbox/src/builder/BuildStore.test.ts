import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import { BuildStore } from './BuildStore.ts';

test('what was kept by the names of repositories goes, also under one that is a number', async t => {
  const folder = await temporaryFolder(t);
  const store = await BuildStore.open(folder);
  const build = await store.add({
    ...{ repository: 'demo', repositoryId: 7, sha: 'a'.repeat(40) },
    ...{ cause: 'a push', by: 'ada', queuedAt: '2026-11-30T12:00:00Z' },
  });
  for (const name of ['shop', '42']) {
    await mkdir(path.join(folder, name));
    const old = JSON.stringify({ ...build, repositoryId: undefined });
    await writeFile(path.join(folder, name, '1.json'), old);
    await writeFile(path.join(folder, name, '1.log'), 'what its tests wrote');
  }
  const again = await BuildStore.open(folder);
  assert.deepEqual(again.unfinished(), [build]);
  assert.deepEqual(await readdir(folder), ['7']);
});
