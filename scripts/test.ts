// Runs every test that needs no browser, against one real PostgreSQL: Jest for what
// Backstage builds, Node's own runner for what Node runs as it stands.
// Arguments narrow the run to test files whose path contains one of them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startDisposablePostgres } from './lib/disposablePostgres.ts';
import { report } from './lib/terminal.mjs';
import {
  describeLeftOut,
  describePassed,
  describeSlowest,
  listLeftOut,
  NOTHING_RUN,
  readJestRun,
  readNodeRun,
  type TestRun,
} from './lib/testRun.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const DATA = path.join(ROOT, '.towpath/test');
const NODE_TESTS = [
  'packages/jail/**/*.test.ts',
  'packages/local/**/*.test.ts',
  'packages/sandbox*/**/*.test.ts',
  'scripts/*.test.ts',
  // What `npm run new` copies is tested where it is copied to.
  'scripts/!(new-plugin)/**/*.test.ts',
];

// More than there are cores: the longest tests wait for Git hosts, syncs and lease times most of the time.
const WORKERS = 4;

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

/** What a runner wrote, which is nothing when it died at once. */
const readIfThere = (file: string) =>
  fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';

/** A runner that died before it could count has failed once. */
function readRun(
  file: string,
  code: number,
  read: (json: any) => TestRun,
): TestRun {
  const run = fs.existsSync(file)
    ? read(JSON.parse(fs.readFileSync(file, 'utf8')))
    : NOTHING_RUN;
  return code !== 0 && run.failed === 0 ? { ...run, failed: 1 } : run;
}

async function runJest(
  filters: string[],
  env: NodeJS.ProcessEnv,
): Promise<TestRun> {
  const file = path.join(DATA, 'jest.json');
  fs.rmSync(file, { force: true });
  const code = await runScript(
    [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      `--maxWorkers=${WORKERS}`,
      // One that is ended at less begins again with nothing of what it has read.
      '--workerIdleMemoryLimit=3000M',
      '--passWithNoTests',
      '--json',
      `--outputFile=${file}`,
      ...filters,
    ],
    env,
  );
  return readRun(file, code, readJestRun);
}

/** Its words come in one piece, because Jest writes meanwhile. */
async function runNodeTests(
  filters: string[],
  env: NodeJS.ProcessEnv,
): Promise<TestRun> {
  const files = NODE_TESTS.flatMap(pattern =>
    fs.globSync(pattern, { cwd: ROOT }),
  )
    .filter(file => !file.includes('node_modules'))
    .filter(file => !filters.length || filters.some(f => file.includes(f)));
  if (!files.length) return NOTHING_RUN;
  const file = path.join(DATA, 'node.json');
  const told = path.join(DATA, 'node.txt');
  for (const left of [file, told]) fs.rmSync(left, { force: true });
  const code = await runScript(
    [
      '--test',
      '--test-concurrency=2',
      '--test-reporter=spec',
      `--test-reporter-destination=${told}`,
      '--test-reporter=./scripts/lib/summary-reporter.mjs',
      `--test-reporter-destination=${file}`,
      ...files,
    ],
    env,
  );
  const run = readRun(file, code, readNodeRun);
  process.stdout.write(
    code === 0 ? describePassed(run, ROOT) : readIfThere(told),
  );
  return run;
}

/** Without what makes a shell read start files of this machine, which print and set things. */
function withoutShellStart({
  BASH_ENV: _bash,
  ENV: _sh,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

async function main() {
  const filters = process.argv.slice(2);
  const postgres = await startDisposablePostgres(DATA);
  const env = {
    ...withoutShellStart(process.env),
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
  };
  try {
    const runs = await Promise.all([
      runNodeTests(filters, env),
      runJest(filters, env),
    ]);
    listLeftOut(runs, process.env.TOWPATH_LEFT_OUT);
    console.log(`\nThe slowest files:\n${describeSlowest(runs, ROOT)}`);
    process.stdout.write(describeLeftOut(runs));
    const total = (key: 'passed' | 'failed' | 'skipped') =>
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
