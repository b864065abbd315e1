import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..');
const place = fs.mkdtempSync(path.join(os.tmpdir(), 'advisories-'));
after(() => fs.rmSync(place, { recursive: true }));

function dependencies(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/dependencies.ts', ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1e9,
      // Nothing of it asks another machine: a proxy that is nowhere would be noticed.
      env: { PATH: process.env.PATH, HTTPS_PROXY: 'http://127.0.0.1:1' },
    },
  );
  return { code: status, said: `${stdout}${stderr}`, stdout };
}

const zipped = (entries: Record<string, string>) => {
  const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name, text in json.load(sys.stdin).items(): z.writestr(name, text)`;
  const file = path.join(place, `${Object.keys(entries).length}.zip`);
  const { status } = spawnSync('python3', ['-c', script, file], {
    input: JSON.stringify(entries),
  });
  assert.equal(status, 0, 'python3 writes the zip');
  return file;
};

const advisory = (name: string) =>
  JSON.stringify({
    id: `GHSA-${name}`,
    modified: '2026-11-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      },
    ],
  });

test('all that yarn.lock brings in has an allowed licence, a source and no script unread', () => {
  const { code, said } = dependencies();
  assert.equal(code, 0, said);
  assert.match(said, /^\d{4,} packages, 0 findings$/m);
});

test('an audit without advisories says that nothing was checked, and ends with 2', () => {
  const { code, said } = dependencies('audit');
  assert.equal(code, 2);
  assert.match(said, /Nothing was checked/);
});

test('an audit of a folder that is not there ends with 2', () => {
  assert.equal(dependencies('audit', path.join(place, 'gone')).code, 2);
});

test('an audit reads a folder as GitHub lays it out, and finds what is locked', () => {
  const deep = path.join(place, 'advisories/github-reviewed/2026/11/GHSA-x');
  fs.mkdirSync(deep, { recursive: true });
  fs.writeFileSync(path.join(deep, 'GHSA-x.json'), advisory('typescript'));
  const { code, said } = dependencies('audit', path.join(place, 'advisories'));
  assert.equal(code, 1, said);
  assert.match(said, /^typescript@\S+ is affected by GHSA-typescript/m);
});

test('an audit reads a zip as osv.dev publishes it', () => {
  const clean = zipped({ 'GHSA-1.json': advisory('nobody-has-this') });
  const { code, said } = dependencies('audit', clean);
  assert.equal(code, 0, said);
  assert.match(said, /0 findings in 1 advisories, the newest of 2026-11-01/);
  const found = zipped({
    'GHSA-1.json': advisory('nobody-has-this'),
    'GHSA-2.json': advisory('typescript'),
  });
  assert.equal(dependencies('audit', found).code, 1);
});

test('a broken file among advisories is named, and is no clean audit', () => {
  const zip = zipped({
    'a.json': advisory('nobody-has-this'),
    'b.json': advisory('nor-this'),
    'broken.json': '{"id": "GHSA-',
  });
  const { code, said } = dependencies('audit', zip);
  assert.equal(code, 2, said);
  assert.match(said, /Not understood: broken\.json/);
});

test('a broken zip is not read as one without advisories', () => {
  const file = path.join(place, 'broken.zip');
  fs.writeFileSync(file, 'PK');
  const { code, said } = dependencies('audit', file);
  assert.equal(code, 2);
  assert.match(said, /broken\.zip cannot be read as a zip/);
});

test('the CycloneDX document names each package once, with its licence', () => {
  const bom = JSON.parse(dependencies('sbom').stdout);
  assert.equal(bom.bomFormat, 'CycloneDX');
  const refs = bom.components.map((one: any) => one['bom-ref']);
  assert.equal(new Set(refs).size, refs.length);
  for (const one of bom.components) {
    assert.ok(one.licenses[0].expression, one.purl);
  }
});

test('the notice holds the text of a licence', () => {
  const { stdout } = dependencies('notice');
  assert.match(stdout, /^## typescript@/m);
  assert.match(stdout, /Permission is hereby granted, free of charge/);
});
