import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';

const PROGRAM = path.join(
  import.meta.dirname,
  '../__testUtils__/writeOnFullDisk.ts',
);

/** Runs a shell where file systems can be mounted that nobody else sees. */
const inNamespace = (script: string, ...args: string[]) =>
  spawnSync(
    'unshare',
    ['--map-root-user', '--mount', 'sh', '-ec', script, 'sh', ...args],
    { encoding: 'utf8' },
  );

const MOUNT = 'mount -t tmpfs -o size=16k tmpfs "$1"';

test('a disk that is full leaves the old text whole, and no half of the new one', async t => {
  const folder = await temporaryFolder(t);
  if (inNamespace(MOUNT, folder).status !== 0) {
    t.skip('this machine lets nobody mount a small disk');
    return;
  }
  const { stdout, stderr } = inNamespace(
    `${MOUNT}; exec "$2" "$3" "$1/file"`,
    folder,
    process.execPath,
    PROGRAM,
  );
  assert.ok(stdout, stderr);
  assert.deepEqual(JSON.parse(stdout), {
    code: 'ENOSPC',
    left: ['file'],
    text: 'the old text',
  });
});
