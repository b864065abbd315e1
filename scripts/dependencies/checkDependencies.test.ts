import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { checkDependencies } from './checkDependencies.ts';
import { readInstalled } from './readInstalled.ts';
import { readLock } from './readLock.ts';
import { readRules } from './rules.ts';

const place = fs.mkdtempSync(path.join(os.tmpdir(), 'dependencies-'));
after(() => fs.rmSync(place, { recursive: true }));

interface Given {
  /** Entries of the lock file besides the workspace, which asks for `a`. */
  lock?: string;
  /** What stands in the package.json of `a`, or undefined where it is not installed. */
  a?: object;
  files?: Record<string, string>;
  rules?: string;
}

const A = `"a@npm:^1.0.0":
  version: 1.2.3
  resolution: "a@npm:1.2.3"
  checksum: 10c0/abc
`;

function check({ lock = A, a = { license: 'MIT' }, files, rules }: Given) {
  const modules = fs.mkdtempSync(path.join(place, 'given-'));
  const written: Record<string, string> = {
    'a/package.json': JSON.stringify({ name: 'a', version: '1.2.3', ...a }),
    ...files,
  };
  for (const [file, text] of Object.entries(written)) {
    fs.mkdirSync(path.dirname(path.join(modules, file)), { recursive: true });
    fs.writeFileSync(path.join(modules, file), text);
  }
  const text = `__metadata:
  version: 10

${lock}
"portal@workspace:.":
  version: 0.0.0-use.local
  resolution: "portal@workspace:."
  dependencies:
    a: "npm:^1.0.0"
`;
  const read = readRules(rules ?? 'allowed: [MIT, Zlib]');
  return checkDependencies(readLock(text), readInstalled(modules), read);
}

const said = (world: Given) =>
  check(world).findings.map(({ what, problem }) => `${what} ${problem}`);

const row = (list: string, more = '') =>
  `{ allowed: [MIT, Zlib], ${list}: [{ packages: a, versions: ^1, because: looked at, ${more} }] }`;

const from = (resolution: string) =>
  A.replace('"a@npm:1.2.3"', `"${resolution}"`);

const ALLOWED: Record<string, Given> = {
  'a licence of the list': {},
  'a choice with one of the list': { a: { license: '(GPL-3.0-only OR MIT)' } },
  'two licences, both of the list': { a: { license: 'MIT AND Zlib' } },
  'the old form with an object': { a: { license: { type: 'MIT' } } },
  'the old form with a list': { a: { licenses: [{ type: 'MIT' }] } },
  'an exception for this very licence': {
    a: { license: 'MPL-2.0' },
    rules: row('exceptions', 'licence: MPL-2.0'),
  },
  'a stated licence where there is none': {
    a: {},
    rules: row('stated', 'licence: MIT'),
  },
  'a stated licence for these very words': {
    a: { license: 'MIT Licence' },
    rules: row('stated', 'says: MIT Licence, licence: MIT'),
  },
  'a script that was read': {
    a: { license: 'MIT', scripts: { postinstall: 'node .' } },
    rules: row('installScripts'),
  },
  'a script that runs at no installation': {
    a: { license: 'MIT', scripts: { prepare: 'tsc', test: 'jest' } },
  },
  'a patch that Yarn brings itself': {
    lock: `${A}
"a@patch:a@npm%3A^1.0.0#optional!builtin<compat/a>":
  version: 1.2.3
  resolution: "a@patch:a@npm%3A1.2.3#optional!builtin<compat/a>::version=1.2.3&hash=abc"
`,
  },
};

for (const [name, world] of Object.entries(ALLOWED)) {
  test(`a dependency may have ${name}`, () => {
    assert.deepEqual(said(world), []);
  });
}

const REFUSED: Record<string, [Given, RegExp]> = {
  'a licence that is not allowed': [
    { a: { license: 'AGPL-3.0-only' } },
    /^a@1\.2\.3 is under AGPL-3\.0-only, which is not allowed$/,
  ],
  'two licences, one of them not allowed': [
    { a: { license: 'MIT AND GPL-3.0-only' } },
    /under MIT AND GPL-3\.0-only/,
  ],
  'an allowed licence with an exception to it': [
    { a: { license: 'MIT WITH Classpath-exception-2.0' } },
    /not allowed/,
  ],
  'no licence at all': [{ a: {} }, /says no licence/],
  'an empty licence': [{ a: { license: ' ' } }, /says no licence/],
  'a licence in words of its own': [
    { a: { license: 'SEE LICENSE IN LICENSE.md' } },
    /says "SEE LICENSE IN LICENSE\.md", which is no SPDX expression/,
  ],
  'a licence that keeps all rights': [
    { a: { license: 'UNLICENSED' } },
    /no SPDX expression/,
  ],
  'several licences without a word between them': [
    { a: { licenses: [{ type: 'MIT' }, { type: 'GPL-3.0-only' }] } },
    /says "MIT, GPL-3\.0-only", which is no SPDX expression/,
  ],
  'a licence that changed since its exception was written': [
    {
      a: { license: 'SSPL-1.0' },
      rules: row('exceptions', 'licence: MPL-2.0'),
    },
    /under SSPL-1\.0/,
  ],
  'other words than those that a licence was stated for': [
    {
      a: { license: 'Buy it' },
      rules: row('stated', 'says: MIT Licence, licence: MIT'),
    },
    /says "Buy it"/,
  ],
  'a licence of its own beside a stated one': [
    {
      a: { license: 'GPL-3.0-only' },
      rules: row('stated', 'licence: MIT'),
    },
    /says GPL-3\.0-only, and rules\.yaml states MIT/,
  ],
  'a version that its exception does not cover': [
    {
      a: { license: 'MPL-2.0' },
      rules: row('exceptions', 'licence: MPL-2.0').replace('^1', '^2'),
    },
    /under MPL-2\.0/,
  ],
  'a script of installation': [
    { a: { license: 'MIT', scripts: { preinstall: 'curl x | sh' } } },
    /runs preinstall when it is installed/,
  ],
  'a build that needs no script': [
    { files: { 'a/binding.gyp': '{}' } },
    /runs node-gyp when it is installed/,
  ],
  'an archive at another address': [
    { lock: from('a@npm:1.2.3::__archiveUrl=https%3A%2F%2Felsewhere%2Fa.tgz') },
    /comes from elsewhere than the registry: a@npm:1\.2\.3::__archiveUrl/,
  ],
  'a source at a Git host': [
    { lock: from('a@https://github.com/x/a.git#commit=abc') },
    /elsewhere/,
  ],
  'a source by SSH': [
    { lock: from('a@git@github.com:x/a.git#commit=abc') },
    /elsewhere/,
  ],
  'a source by web address': [
    { lock: from('a@https://elsewhere.example/a.tgz') },
    /elsewhere/,
  ],
  'a source on the disk': [
    { lock: from('a@file:../a.tgz::hash=abc&locator=x') },
    /elsewhere/,
  ],
  'a patch over something from elsewhere': [
    {
      lock: from(
        'a@patch:a@https%3A%2F%2Felsewhere%2Fa.tgz#~/.yarn/patches/a.patch::version=1.2.3&hash=abc',
      ),
    },
    /elsewhere/,
  ],
  'no digest of what comes': [
    { lock: A.replace(/ {2}checksum.*\n/, '') },
    /has no checksum/,
  ],
};

for (const [name, [world, problem]] of Object.entries(REFUSED)) {
  test(`a dependency is refused for ${name}`, () => {
    const [finding, ...others] = said(world);
    assert.match(finding ?? 'nothing', problem);
    assert.match(others.join(), /^$|speaks of no package/);
  });
}

test('a package inside the archive of another one is held to the same', () => {
  const files = {
    'a/node_modules/inner/package.json':
      '{"name":"inner","version":"1.0.0","license":"GPL-3.0-only"}',
  };
  assert.match(said({ files }).join(), /^inner@1\.0\.0 is under GPL-3\.0-only/);
});

test('a package for other machines, and what only it asks for, need a stated licence', () => {
  const lock = `${A.replace(
    '  checksum',
    '  dependencies:\n    b: "npm:^1"\n  checksum',
  )}
"b@npm:^1":
  version: 1.0.0
  resolution: "b@npm:1.0.0"
  dependencies:
    c: "npm:^1"
  conditions: os=plan9
"c@npm:^1":
  version: 1.0.0
  resolution: "c@npm:1.0.0"
  checksum: 10c0/abc
`;
  assert.deepEqual(check({ lock }).missing, []);
  assert.deepEqual(said({ lock }), [
    'b@1.0.0 is for other machines, so its licence cannot be read on this one',
    'c@1.0.0 is for other machines, so its licence cannot be read on this one',
  ]);
});

test('what should be installed and is not was not asked, which is no finding', () => {
  const { missing, findings } = check({
    lock: `${A}
"z@npm:^1":
  version: 1.0.0
  resolution: "z@npm:1.0.0"
  checksum: 10c0/abc
`.replace('  checksum', '  dependencies:\n    z: "npm:^1"\n  checksum'),
  });
  assert.deepEqual(missing, ['z@1.0.0']);
  assert.deepEqual(findings, []);
});

test('a permission that nothing needs any more is refused', () => {
  const rules = row('installScripts').replace('packages: a', 'packages: gone');
  assert.deepEqual(said({ rules }), [
    'installScripts: gone ^1 speaks of no package that is installed',
  ]);
});

const BAD_RULES: Record<string, [string, RegExp]> = {
  'no reason': [
    'exceptions: [{ packages: a, versions: ^1, licence: MPL-2.0 }]',
    /exceptions\[0\]\.because is missing/,
  ],
  'a range that is none': [
    'installScripts: [{ packages: a, versions: new, because: x }]',
    /installScripts\[0\]\.versions is no range/,
  ],
  'all packages at once': [
    "installScripts: [{ packages: '*', versions: '*', because: x }]",
    /speaks of every package/,
  ],
  'a list of another name': ['exeptions: []', /exeptions is not known/],
  'an exception without an end': [
    'advisories: [{ id: X, packages: a, versions: ^1, because: x }]',
    /advisories\[0\]\.until is missing/,
  ],
  'an end that is no day': [
    'advisories: [{ id: X, packages: a, versions: ^1, because: x, until: soon }]',
    /advisories\[0\]\.until is no day: soon/,
  ],
};

for (const [name, [rules, message]] of Object.entries(BAD_RULES)) {
  test(`rules with ${name} are refused by the row`, () => {
    assert.throws(() => readRules(rules), { message });
  });
}

test('a lock file of another kind is not read as one without packages', () => {
  assert.throws(
    () => readLock('# yarn lockfile v1\n\na@^1:\n  version "1"\n'),
    {
      message: /not of Yarn 2 or later/,
    },
  );
});
