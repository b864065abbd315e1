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

const NAMED =
  /`((?:packages|plugins|scripts|e2e|\.ci)\/[\w./-]+\.(?:ts|tsx|mjs|md|txt|yaml|json))`/g;

test('what the docs name of the project is there', () => {
  const pages = ['*.md', 'docs/**/*.md'].flatMap(glob =>
    fs.globSync(glob, { cwd: ROOT }),
  );
  const gone = pages.flatMap(page => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    return [...text.matchAll(NAMED)]
      .filter(([, file]) => !fs.existsSync(path.join(ROOT, file)))
      .map(([, file]) => `${page}: ${file}`);
  });
  assert.deepEqual(gone, []);
});

// Longer than that, nobody reads a promotion from top to bottom.
const MOST_FILES = 18;

test('ARCHITECTURE.md tells the way from the route to the commit by few files, which are there', () => {
  const text = fs.readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const [, section] = text.split('### From the route to the commit');
  const files = [...section.split('\n#')[0].matchAll(/^ {4}(\S+\.ts)/gm)].map(
    ([, file]) => file,
  );
  assert.ok(files.length > 0 && files.length <= MOST_FILES, `${files.length}`);
  const gone = files.filter(file => !fs.existsSync(path.join(ROOT, file)));
  assert.deepEqual(gone, []);
});

test('docs/mkdocs.yml lists every page once, and nothing else', () => {
  const text = fs.readFileSync(path.join(ROOT, 'docs/mkdocs.yml'), 'utf8');
  const listed = [...text.matchAll(/^ +- (?:.*: )?(\S+\.md)$/gm)].map(
    ([, page]) => page,
  );
  const pages = fs.globSync('**/*.md', { cwd: path.join(ROOT, 'docs') });
  assert.deepEqual(listed.sort(), pages.sort());
});
