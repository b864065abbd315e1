import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PREPARE =
  'const { prepareToolchain } = await import(process.argv[1]); console.log((await prepareToolchain()).node);';

test('commands that begin at the same moment do not take the pinned tools from one another', async () => {
  const toolchain = path.join(import.meta.dirname, 'lib/toolchain.mjs');
  const args = ['--input-type=module', '-e', PREPARE, toolchain];
  const begun = Array.from({ length: 8 }, () => run(process.execPath, args));
  const nodes = (await Promise.all(begun)).map(({ stdout }) => stdout.trim());
  assert.equal(new Set(nodes).size, 1);
});
