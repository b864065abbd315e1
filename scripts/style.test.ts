import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Words that hide a member from the compiler alone; a constructor has no other way. */
const SOFT_PRIVATE = /^\s*(?:private|protected)\s+(?!constructor\b)[\w{[].*$/m;

/** How Node is handed a program that stands in no file. */
const PROGRAM_IN_TEXT = '--input-type';

const sources = fs
  .globSync('{packages,plugins}/*/src/**/*.{ts,tsx,mts}', { cwd: ROOT })
  .filter(file => !file.endsWith('.d.ts'));

test('what a class keeps to itself is #private, so that it is so at run time too', () => {
  assert.ok(sources.length > 1_000);
  for (const file of sources) {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    const [line] = SOFT_PRIVATE.exec(text) ?? [];
    assert.equal(line, undefined, `${file}: write # before the name instead`);
  }
});

test('a program that is started stands in a file, where it is typed, linted and found', () => {
  for (const file of sources) {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    assert.ok(
      !text.includes(PROGRAM_IN_TEXT),
      `${file}: start a file with node, as TestProcess of packages/test-kit does`,
    );
  }
});
