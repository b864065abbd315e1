import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..');

// An empty line ends a table, and what follows is shown as it is written.
for (const page of fs.globSync('docs/**/*.md', { cwd: ROOT })) {
  test(`${page}: every row of a table has its head above it`, () => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    for (const block of text.split(/\n\s*\n/)) {
      const [first, second = ''] = block.trim().split('\n');
      if (first.startsWith('|')) assert.match(second, /^[\s|:-]+$/, first);
    }
  });
}
