import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Ways to give a test a number of seconds, which a busy machine does not keep. */
const LIMITS: [RegExp, string][] = [
  [
    /\bjest\.setTimeout\(/,
    'package.json has the limit of all tests, which only what hangs meets',
  ],
  [
    /\b(?:find\w+|waitFor\w*)\([^;]*\btimeout:/,
    'setUpPageTests sets how long a page is waited for',
  ],
  [
    /\b(?:Date|performance)\.now\(\) [<>]/,
    'use "until" of @towpath/test-kit, which fails only where nothing gets on',
  ],
];

const testFiles = fs
  .globSync('{packages,plugins}/*/src/**/*.{ts,tsx}', { cwd: ROOT })
  .filter(file => /\.test\.tsx?$|__testUtils__/.test(file));

test('no test has a limit of its own, which decides on a busy machine', () => {
  assert.ok(testFiles.length > 100);
  for (const file of testFiles) {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    for (const [limit, instead] of LIMITS)
      assert.doesNotMatch(text, limit, `${file} sets a limit; ${instead}`);
  }
});
