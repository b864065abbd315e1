import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import {
  describeLeftOut,
  describeSlowest,
  listLeftOut,
  NOTHING_RUN,
  readJestRun,
  readNodeRun,
} from './testRun.ts';

const REPORTER = path.join(import.meta.dirname, 'summary-reporter.mjs');

/** What Node's runner says of one file with this text. */
function runFile(folder: string, text: string) {
  const file = path.join(folder, 'some.test.mjs');
  fs.writeFileSync(file, `import { test } from 'node:test';\n${text}`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(
    process.execPath,
    ['--test', `--test-reporter=${REPORTER}`, file],
    { env, encoding: 'utf8' },
  );
  return { file, run: readNodeRun(JSON.parse(stdout)) };
}

function inFolder(work: (folder: string) => void) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-run-'));
  try {
    work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('no test of Node’s runner is skipped in silence, however it is skipped', () =>
  inFolder(folder => {
    const { file, run } = runFile(
      folder,
      `test('runs', () => {});
       test('before', { skip: 'not root' }, () => {});
       test('within', t => t.skip('no namespaces'));
       test('around', t => t.test('inner', { skip: true }));`,
    );
    assert.deepEqual(run.leftOut, [
      'before (not root)',
      'within (no namespaces)',
      'inner',
    ]);
    assert.deepEqual([run.passed, run.failed, run.skipped], [2, 0, 3]);
    assert.deepEqual(
      run.files.map(one => fs.realpathSync(one.file)),
      [fs.realpathSync(file)],
    );
    const list = path.join(folder, 'left-out');
    listLeftOut([run, { ...NOTHING_RUN, leftOut: ['of Jest'] }], list);
    assert.equal(
      fs.readFileSync(list, 'utf8'),
      'before (not root)\nwithin (no namespaces)\ninner\nof Jest\n',
    );
  }));

test('Jest’s skipped tests are named, and its files have their times', () => {
  const run = readJestRun({
    numPassedTests: 1,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      {
        name: '/repo/packages/a.test.ts',
        startTime: 1000,
        endTime: 3500,
        assertionResults: [
          { status: 'passed', fullName: 'a runs' },
          { status: 'pending', fullName: 'a needs terraform' },
        ],
      },
    ],
  });
  assert.deepEqual(run, {
    passed: 1,
    failed: 2,
    skipped: 1,
    files: [{ file: '/repo/packages/a.test.ts', ms: 2500 }],
    leftOut: ['a needs terraform'],
  });
});

test('what was left out stands by name at the end of a run, whoever ran it', () => {
  const run = (leftOut: string[]) => ({ ...NOTHING_RUN, leftOut });
  const left = [run(['stacks (no provider here)']), run(['a needs terraform'])];
  assert.equal(
    describeLeftOut(left),
    '\nLeft out on this machine:\n  a needs terraform\n  stacks (no provider here)\n',
  );
  assert.equal(describeLeftOut([NOTHING_RUN]), '');
});

test('the twenty slowest files of all runners come first, slowest on top', () => {
  const files = (folder: string, ms: number[]) =>
    ms.map(each => ({ file: `/repo/${folder}/${each}.test.ts`, ms: each }));
  const lines = describeSlowest(
    [
      { ...NOTHING_RUN, files: files('a', [1, 120_000]) },
      { ...NOTHING_RUN, files: files('b', [...Array(30).keys()].slice(2)) },
    ],
    '/repo',
  ).split('\n');
  assert.equal(lines.length, 20);
  assert.equal(lines[0], '   120.0 s  a/120000.test.ts');
  assert.equal(lines[1], '     0.0 s  b/29.test.ts');
});
