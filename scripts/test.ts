// Runs every test that needs no browser, against one real PostgreSQL: Jest for what
// Backstage builds, Node's own runner for what Node runs as it stands.
// Arguments narrow the run to test files whose path contains one of them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startDisposablePostgres } from './lib/disposablePostgres.ts';
import { report } from './lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const DATA = path.join(ROOT, '.towpath/test');
const NODE_TESTS = [
  'packages/jail/**/*.test.ts',
  'packages/sandbox/**/*.test.ts',
  'scripts/**/*.test.ts',
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function runScript(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return new Promise(resolve => child.once('exit', code => resolve(code ?? 1)));
}

/** A runner that died before it could count has failed once. */
function readCounts(
  file: string,
  code: number,
  read: (json: any) => Counts,
): Counts {
  const counts = fs.existsSync(file)
    ? read(JSON.parse(fs.readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** `.ci/run` prints last what this machine could not run. */
function listSkipped(json: any): void {
  const list = process.env.TOWPATH_LEFT_OUT;
  if (!list) return;
  const names = json.testResults
    .flatMap((file: any) => file.assertionResults)
    .filter((test: any) => test.status === 'pending')
    .map((test: any) => `${test.fullName}\n`);
  fs.appendFileSync(list, names.join(''));
}

async function runJest(
  filters: string[],
  env: NodeJS.ProcessEnv,
): Promise<Counts> {
  const file = path.join(DATA, 'jest.json');
  fs.rmSync(file, { force: true });
  const code = await runScript(
    [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      '--passWithNoTests',
      '--json',
      `--outputFile=${file}`,
      ...filters,
    ],
    env,
  );
  return readCounts(file, code, json => {
    listSkipped(json);
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests + json.numRuntimeErrorTestSuites,
      skipped: json.numPendingTests + json.numTodoTests,
    };
  });
}

async function runNodeTests(
  filters: string[],
  env: NodeJS.ProcessEnv,
): Promise<Counts> {
  const files = NODE_TESTS.flatMap(pattern =>
    fs.globSync(pattern, { cwd: ROOT }),
  )
    .filter(file => !file.includes('node_modules'))
    .filter(file => !filters.length || filters.some(f => file.includes(f)));
  if (!files.length) return { passed: 0, failed: 0, skipped: 0 };
  const file = path.join(DATA, 'node.json');
  fs.rmSync(file, { force: true });
  const code = await runScript(
    [
      '--test',
      '--test-concurrency=2',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./scripts/lib/count-reporter.mjs',
      `--test-reporter-destination=${file}`,
      ...files,
    ],
    env,
  );
  return readCounts(file, code, json => ({
    passed: json.passed,
    failed: json.failed + json.cancelled,
    skipped: json.skipped + json.todo,
  }));
}

async function main() {
  const filters = process.argv.slice(2);
  const postgres = await startDisposablePostgres(DATA);
  const env = {
    ...process.env,
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
  };
  try {
    const runs = [
      await runNodeTests(filters, env),
      await runJest(filters, env),
    ];
    const total = (key: keyof Counts) =>
      runs.reduce((sum, run) => sum + run[key], 0);
    const [passed, failed, skipped] = [
      total('passed'),
      total('failed'),
      total('skipped'),
    ];
    console.log(
      `\n${passed} passed, ${failed} failed${
        skipped ? `, ${skipped} skipped` : ''
      }`,
    );
    process.exitCode = failed ? 1 : 0;
  } finally {
    await postgres.stop();
  }
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
