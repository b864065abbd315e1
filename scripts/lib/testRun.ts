import fs from 'node:fs';
import path from 'node:path';

/** What a runner of tests says about one run of it. */
export interface TestRun {
  passed: number;
  failed: number;
  skipped: number;
  /** How long each file took; `file` is an absolute path. */
  files: { file: string; ms: number }[];
  /** Names of the tests that this machine could not run, with the reason where one was given. */
  leftOut: string[];
}

export const NOTHING_RUN: TestRun = {
  passed: 0,
  failed: 0,
  skipped: 0,
  files: [],
  leftOut: [],
};

/** Reads what Jest writes with `--json`. */
export function readJestRun(json: any): TestRun {
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + json.numRuntimeErrorTestSuites,
    skipped: json.numPendingTests + json.numTodoTests,
    files: json.testResults.map((result: any) => ({
      file: result.name,
      ms: result.endTime - result.startTime,
    })),
    leftOut: json.testResults
      .flatMap((result: any) => result.assertionResults)
      .filter((test: any) => test.status === 'pending')
      .map((test: any) => test.fullName),
  };
}

/** Reads what summary-reporter.mjs writes of Node's runner. */
export function readNodeRun({ counts, files, leftOut }: any): TestRun {
  return {
    passed: counts.passed,
    failed: counts.failed + counts.cancelled,
    skipped: counts.skipped + counts.todo,
    files,
    leftOut: leftOut.map(({ name, why }: any) =>
      typeof why === 'string' ? `${name} (${why})` : name,
    ),
  };
}

/** One line a file, as Jest tells of what passes. */
export function describePassed(run: TestRun, root: string): string {
  return run.files
    .map(
      ({ file, ms }) =>
        `PASS ${path.relative(root, file)} (${(ms / 1000).toFixed(1)} s)\n`,
    )
    .join('');
}

const SLOWEST = 20;

/** The slowest files of all runs, slowest first, one a line: seconds and path below `root`. */
export function describeSlowest(runs: TestRun[], root: string): string {
  return runs
    .flatMap(run => run.files)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
    .map(
      ({ file, ms }) =>
        `${(ms / 1000).toFixed(1).padStart(8)} s  ${path.relative(root, file)}`,
    )
    .join('\n');
}

/** What this machine could not run, by name, one a line; empty when it has run all. */
export function describeLeftOut(runs: TestRun[]): string {
  const names = runs.flatMap(run => run.leftOut).sort();
  return names.length > 0
    ? `\nLeft out on this machine:\n${names
        .map(name => `  ${name}\n`)
        .join('')}`
    : '';
}

/** `.ci/run` prints last what this machine could not run. */
export function listLeftOut(runs: TestRun[], list: string | undefined): void {
  const names = runs.flatMap(run => run.leftOut);
  if (list) fs.appendFileSync(list, names.map(name => `${name}\n`).join(''));
}
