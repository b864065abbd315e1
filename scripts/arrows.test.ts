import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..');

interface Manifest {
  name: string;
  dir: string;
  role: string;
  dependencies: string[];
  devDependencies: string[];
}

function readManifests(): Manifest[] {
  return ['packages', 'plugins'].flatMap(group =>
    fs
      .readdirSync(path.join(ROOT, group))
      .filter(name =>
        fs.existsSync(path.join(ROOT, group, name, 'package.json')),
      )
      .map(name => {
        const json = JSON.parse(
          fs.readFileSync(path.join(ROOT, group, name, 'package.json'), 'utf8'),
        );
        return {
          name: json.name,
          dir: `${group}/${name}`,
          role: json.backstage?.role,
          dependencies: Object.keys({
            ...json.dependencies,
            ...json.peerDependencies,
          }),
          devDependencies: Object.keys({ ...json.devDependencies }),
        };
      }),
  );
}

/** The layer of a package, from the most to the least dependent. */
type Layer =
  | 'app'
  | 'host'
  | 'frontend'
  | 'react'
  | 'ui'
  | 'backend'
  | 'module'
  | 'node'
  | 'common'
  | 'pure'
  | 'equipment'
  | 'library'
  | 'alone';

// Packages that know nothing of Backstage and could be published alone.
const PURE = [
  'packages/policy',
  'packages/resource-definitions',
  'packages/score',
];
// The same for Node: no package of ours below them, and Node runs their source as it stands, so
// that the sandbox may use them too.
const ALONE = [
  'packages/clock',
  'packages/front-door',
  'packages/jail',
  'packages/redact',
  'packages/test-kit',
];

// What `npm start` and tests have in the place of the world outside.
const EQUIPMENT = [
  'packages/local',
  'packages/sandbox',
  'packages/sandbox-argocd',
  'packages/sandbox-git-host',
  'packages/sandbox-kit',
  'packages/sandbox-mail',
];

function layerOf({ dir, role }: Manifest): Layer {
  if (PURE.includes(dir)) return 'pure';
  if (ALONE.includes(dir)) return 'alone';
  if (EQUIPMENT.includes(dir)) return 'equipment';
  if (dir.startsWith('packages/') && role === 'node-library') return 'library';
  if (dir.startsWith('plugins/') && role === 'web-library') return 'react';
  const layers: Record<string, Layer> = {
    frontend: 'app',
    backend: 'host',
    'frontend-plugin': 'frontend',
    'web-library': 'ui',
    'backend-plugin': 'backend',
    'backend-plugin-module': 'module',
    'node-library': 'node',
    'common-library': 'common',
  };
  assert.ok(
    layers[role],
    `${dir}/package.json has the role "${role}", which has no layer`,
  );
  return layers[role];
}

/** A → B: a package of layer A may import packages of these layers. */
const ARROWS: Record<Layer, Layer[]> = {
  app: ['frontend', 'react', 'ui', 'common', 'pure'],
  host: [
    'app',
    'backend',
    'module',
    'node',
    'common',
    'library',
    'pure',
    'alone',
  ],
  frontend: ['react', 'ui', 'common', 'pure'],
  // What the plugin of one domain lets the pages of others bring.
  react: ['ui', 'common', 'pure'],
  ui: ['common', 'pure'],
  backend: ['node', 'common', 'library', 'pure', 'alone'],
  module: ['node', 'common', 'library', 'pure', 'alone'],
  node: ['common', 'library', 'pure', 'alone'],
  library: ['library', 'common', 'pure', 'alone'],
  common: ['common', 'pure'],
  pure: ['pure'],
  alone: [],
  equipment: ['equipment', 'alone'],
};

const manifests = readManifests();
const byName = new Map(manifests.map(manifest => [manifest.name, manifest]));

for (const manifest of manifests) {
  test(`${manifest.dir} depends only on layers below it`, () => {
    const from = layerOf(manifest);
    for (const dependency of manifest.dependencies) {
      const target = byName.get(dependency);
      if (!target) continue;
      const to = layerOf(target);
      assert.ok(
        ARROWS[from].includes(to),
        `${manifest.dir} (${from}) must not depend on ${
          target.dir
        } (${to}); it may depend on: ${
          ARROWS[from].join(', ') || 'no other package'
        }`,
      );
    }
  });

  test(`${manifest.dir} carries the name its folder gives it`, () => {
    const [group, folder] = manifest.dir.split('/');
    const expected = `@towpath/${
      group === 'plugins' ? 'plugin-' : ''
    }${folder}`;
    assert.equal(manifest.name, expected);
  });
}

// What `npm run new` copies to where it is a package.
const PATTERN = path.join(ROOT, 'scripts/new-plugin') + path.sep;
const SOURCES = ['src', 'bin', 'build', 'bench'];
const IMPORT = /(?:from|import|require\()\s*\(?['"]([^'"]+)['"]/g;

function* sourceFiles(dir: string): Generator<string> {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const at = path.join(dir, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules')
      yield* sourceFiles(at);
    else if (/\.(ts|tsx|mts|mjs|js)$/.test(entry.name)) yield at;
  }
}

test('no pure package imports Backstage', () => {
  const pure = [...PURE, ...ALONE];
  for (const { dir } of manifests.filter(m => pure.includes(m.dir))) {
    for (const folder of SOURCES.filter(name =>
      fs.existsSync(path.join(ROOT, dir, name)),
    )) {
      for (const file of sourceFiles(path.join(ROOT, dir, folder))) {
        for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
          assert.ok(!name.startsWith('@backstage/'), `${file} imports ${name}`);
        }
      }
    }
  }
});

test('a package that stands alone needs nothing but Node', () => {
  for (const { dir, dependencies } of manifests.filter(m =>
    ALONE.includes(m.dir),
  )) {
    assert.deepEqual(dependencies, [], dir);
    for (const file of sourceFiles(path.join(ROOT, dir, 'src'))) {
      if (file.endsWith('.test.ts')) continue;
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(IMPORT))
        assert.match(name, /^(node:|\.)/, `${file} imports ${name}`);
    }
  }
});

test('no package reaches into the files of another', () => {
  for (const { dir } of manifests) {
    const home = path.join(ROOT, dir);
    if (!fs.existsSync(path.join(home, 'src'))) continue;
    for (const file of sourceFiles(path.join(home, 'src'))) {
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
        if (!name.startsWith('.')) continue;
        const target = path.resolve(path.dirname(file), name);
        assert.ok(
          target.startsWith(home + path.sep),
          `${path.relative(
            ROOT,
            file,
          )} imports ${name}, which lies outside of ${dir}; import the package by its name`,
        );
      }
    }
  }
});

test('a script names a package by its name, not a file of it', () => {
  const homes = manifests.map(({ dir }) => path.join(ROOT, dir) + path.sep);
  for (const folder of ['scripts', 'e2e']) {
    for (const file of sourceFiles(path.join(ROOT, folder))) {
      if (file.startsWith(PATTERN)) continue;
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
        if (!name.startsWith('.')) continue;
        const target = path.resolve(path.dirname(file), name);
        assert.ok(
          !homes.some(home => target.startsWith(home)),
          `${path.relative(
            ROOT,
            file,
          )} imports ${name}; give the package there an export, and name that`,
        );
      }
    }
  }
});

const PATH = /['"`](\.\.\/[^'"`\n]*)['"`]/g;

test('no package names a place in another by a path', () => {
  const homes = manifests.map(({ dir }) => path.join(ROOT, dir) + path.sep);
  for (const home of homes) {
    if (!fs.existsSync(path.join(home, 'src'))) continue;
    for (const file of sourceFiles(path.join(home, 'src'))) {
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(PATH)) {
        const target = path.resolve(path.dirname(file), name) + path.sep;
        const foreign = homes.find(one => target.startsWith(one));
        assert.ok(
          foreign === undefined || foreign === home,
          `${path.relative(
            ROOT,
            file,
          )} names ${name}; give the package there an export, and name that`,
        );
      }
    }
  }
});

// What tests start in the place of the world outside. Some is handed to tests of other packages.
const OF_TESTS = /\.test\.tsx?$|[\\/](__testUtils__|testing)[\\/]/;

test('only tests name the equipment, which no package brings where it runs', () => {
  const equipment = manifests.filter(one => layerOf(one) === 'equipment');
  const others = manifests.filter(one => !equipment.includes(one));
  const used: string[] = [];
  for (const { name } of equipment) {
    const users = others.filter(one => one.devDependencies.includes(name));
    used.push(...users.map(one => one.dir));
    // Not what only begins so: one part of the sandbox has the name of another in its own.
    const whole = new RegExp(`${name}(?![\\w-])`);
    for (const { dir } of others) {
      if (!fs.existsSync(path.join(ROOT, dir, 'src'))) continue;
      for (const file of sourceFiles(path.join(ROOT, dir, 'src'))) {
        if (!whole.test(fs.readFileSync(file, 'utf8'))) continue;
        const at = path.relative(ROOT, file);
        assert.match(file, OF_TESTS, `${at} names ${name}`);
        assert.ok(
          users.some(one => one.dir === dir),
          `${at} names ${name}, which ${dir}/package.json lacks in devDependencies`,
        );
      }
    }
  }
  assert.notDeepEqual(used, [], 'no test of another package uses any of it');
});

// The portal and its host name no domain: what is a plugin's comes from its package.
const FRAME = ['packages/app', 'packages/backend'];
const INSTALLED = 'packages/backend/src/index.ts';
const DOMAIN =
  /promot|freez|deployment|roll.?back|provision|terraform|argo.?cd/i;
// Why a file says such a word all the same.
const SAYS_SO: Record<string, string> = {
  'packages/app/src/modules/scaffolder/judgeName.ts':
    'a namespace of every cluster has the name',
};

const isOfTests = (file: string) =>
  /\.test\.tsx?$/.test(file) || file.includes('__testUtils__');

for (const dir of FRAME) {
  test(`${dir} names no domain`, () => {
    for (const at of sourceFiles(path.join(ROOT, dir, 'src'))) {
      const file = path.relative(ROOT, at);
      if (file === INSTALLED || isOfTests(file)) continue;
      const text = fs.readFileSync(at, 'utf8');
      for (const [, name] of text.matchAll(IMPORT)) {
        assert.ok(
          !name.startsWith('@towpath/plugin-'),
          `${file} imports ${name}: let the plugin bring it, by an extension or by its access`,
        );
      }
      const [word] = DOMAIN.exec(text) ?? [];
      assert.equal(
        word !== undefined,
        file in SAYS_SO,
        word
          ? `${file} says "${word}": let the plugin bring it, by an extension, by its access or by its settings`
          : `${file} no longer says a word of a domain: take it out of the list`,
      );
    }
  });
}

// Beside what runs: data, what is generated, and equipment of tests.
const NO_SOURCE = ['__fixtures__', '__testUtils__', 'fixtures', 'schema'];

/** The folders of a plugin, the one that stands below all others first. */
function foldersOf(dir: string): string[] {
  const file = path.join(ROOT, dir, 'package.json');
  const { towpath } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return towpath?.folders ?? [];
}

for (const { dir } of manifests.filter(m => m.dir.startsWith('plugins/'))) {
  const source = path.join(ROOT, dir, 'src');
  const folders = foldersOf(dir);
  const folderOf = (at: string) => {
    const [first] = path.relative(source, at).split(path.sep);
    return folders.find(folder => folder === first);
  };

  test(`${dir} names its folders from the bottom to the top`, () => {
    const there = fs
      .readdirSync(source, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !NO_SOURCE.includes(entry.name))
      .map(({ name }) => name);
    assert.deepEqual(
      [...folders].sort(),
      there.sort(),
      `towpath.folders in ${dir}/package.json names the folders of src, the one that imports from no other first`,
    );
  });

  test(`the folders of ${dir} import downward`, () => {
    for (const file of sourceFiles(source)) {
      const from = folderOf(file);
      if (!from || /\.test\.tsx?$/.test(file)) continue;
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
        if (!name.startsWith('.')) continue;
        const target = path.resolve(path.dirname(file), name);
        const to = folderOf(target);
        assert.ok(
          to !== undefined && folders.indexOf(to) <= folders.indexOf(from),
          `${path.relative(ROOT, file)} imports ${name}, but ${
            to ?? 'what stands beside the folders'
          } is above ${from}: move what both need down, or hand it over from above`,
        );
      }
    }
  });
}
