import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '..');
const COPIED = ['scripts', 'packages/score', 'package.json', 'yarn.lock'];
const LEFT_OUT = ['node_modules', 'dist'];

// A start from TypeScript costs about twenty times a bare Node, a built one four.
const STARTS = 10;
const ROUNDS = 5;

const world = fs.mkdtempSync(path.join(os.tmpdir(), 'score-launcher-'));
const checkout = path.join(world, 'checkout');
const elsewhere = path.join(world, 'elsewhere');

/** A checkout of its own, with packages that count as installed. */
before(async () => {
  for (const part of COPIED) {
    fs.cpSync(path.join(ROOT, part), path.join(checkout, part), {
      recursive: true,
      filter: from => !LEFT_OUT.includes(path.basename(from)),
    });
  }
  fs.symlinkSync(
    path.join(ROOT, 'node_modules'),
    path.join(checkout, 'node_modules'),
  );
  fs.copyFileSync(
    path.join(ROOT, '.yarnrc.yml'),
    path.join(checkout, '.yarnrc.yml'),
  );
  fs.mkdirSync(path.join(checkout, 'plugins'));
  const changes = path.join(checkout, 'scripts/lib/changes.mjs');
  const { digest, manifests, stamp } = await import(
    pathToFileURL(changes).href
  );
  stamp(
    'install',
    digest(['yarn.lock', '.yarnrc.yml', 'package.json', ...manifests()]),
  ).set();
  fs.mkdirSync(elsewhere);
  fs.writeFileSync(
    path.join(elsewhere, 'score.yaml'),
    `apiVersion: score.dev/v1b1
metadata: { name: orders }
containers: { app: { image: nginx } }
`,
  );
});
after(() => fs.rmSync(world, { recursive: true, force: true }));

function score(...args: string[]) {
  const launcher = path.join(checkout, 'scripts/towpath.mjs');
  const { TOWPATH_DATA, ...env } = process.env;
  return spawnSync(process.execPath, [launcher, 'score', ...args], {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...env, INIT_CWD: elsewhere },
  });
}

test('the first run builds the command, and standard output is its alone', () => {
  const { status, stdout, stderr } = score('validate', 'score.yaml');
  assert.equal(stdout, 'score.yaml: valid\n', stderr);
  assert.equal(status, 0);
  assert.match(stderr, /Build the command/);
});

test('the next run finds it built', () => {
  const { stdout, stderr } = score('validate', 'score.yaml');
  assert.equal(stdout, 'score.yaml: valid\n');
  assert.equal(stderr, '');
});

test('the exit code is that of the command', () => {
  assert.equal(score('validate', 'no-such-file.yaml').status, 2);
});

test('a start costs little more than Node itself', () => {
  const report = path.join(world, 'cpu.cjs');
  fs.writeFileSync(
    report,
    `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('fs').writeFileSync(process.env.CPU_FILE, String(user + system));
});`,
  );
  const cost = (...args: string[]) => {
    const file = path.join(world, 'cpu');
    spawnSync(process.execPath, ['--require', report, ...args], {
      cwd: checkout,
      env: { ...process.env, CPU_FILE: file, INIT_CWD: elsewhere },
    });
    return Number(fs.readFileSync(file, 'utf8'));
  };
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(cost('-e', '0'));
    ours.push(cost('scripts/towpath.mjs', 'score', 'validate', 'score.yaml'));
  }
  const ratio = Math.min(...ours) / Math.min(...bare);
  assert.ok(ratio < STARTS, `${ratio.toFixed(1)} times a bare Node`);
});

test('a change of the sources is built before it runs', () => {
  const help = path.join(checkout, 'packages/score/src/cli/help.ts');
  const text = fs.readFileSync(help, 'utf8');
  fs.writeFileSync(help, text.replace('Exit codes:', 'Codes at the end:'));
  const { stdout, stderr } = score('help');
  assert.match(stdout, /Codes at the end:/);
  assert.match(stderr, /Build the command/);
});
