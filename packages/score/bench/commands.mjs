import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommand } from '../build/bundle.mjs';

/*
 * Whole commands, measured from outside as a shell measures them: what a person
 * waits for, and the processor time that it costs. Both read the same Score
 * files in one call and write one file of manifests. Of resources score-k8s
 * makes objects and passwords by its own templates, which is more than ours
 * does: it refers to what is not known by name. So files without resources are
 * measured as well, with which both have the same to do. The commands take
 * turns, and take turns in being first.
 */

const ROUNDS = 3;
const TIMEOUT_MS = 600_000;
const REFERENCE = process.env.SCORE_K8S ?? 'score-k8s';

/** One run: seconds as bash's own `time` gives them, here in milliseconds. */
function measure(program, args, cwd) {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >output.log 2>&1';
  const [wall, user, system] = execFileSync(
    'bash',
    ['-c', `{ ${script}; } 2>&1`, 'bash', program, ...args],
    { cwd, encoding: 'utf8', timeout: TIMEOUT_MS },
  )
    .trim()
    .split(' ')
    .map(seconds => Number(seconds) * 1000);
  return { wallMs: Math.round(wall), cpuMs: Math.round(user + system) };
}

function median(runs) {
  const middle = key =>
    runs.map(run => run[key]).sort((a, b) => a - b)[runs.length >> 1];
  return { wallMs: middle('wallMs'), cpuMs: middle('cpuMs') };
}

/** Why score-k8s cannot be measured, or undefined when it can. */
function missingReference() {
  try {
    execFileSync(REFERENCE, ['--version'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return error.code === 'ENOENT'
      ? `there is no ${REFERENCE}: go install github.com/score-spec/score-k8s/cmd/score-k8s@latest gives it, and SCORE_K8S names one that is not on PATH`
      : `${REFERENCE} does not run: ${error.message}`;
  }
}

/** How to prepare a folder for each command, and how it is called. */
function contenders(world) {
  const command = join(world, 'command/score.mjs');
  const initialised = join(world, 'initialised');
  return {
    ours: {
      start: [process.execPath, [command, '--help']],
      prepare: folder => mkdirSync(folder),
      call: files => [
        process.execPath,
        [command, 'render', ...files, '--output', 'manifests.yaml'],
      ],
    },
    scoreK8s: {
      start: [REFERENCE, ['--help']],
      begin() {
        mkdirSync(initialised);
        execFileSync(REFERENCE, ['init', '--no-sample'], {
          cwd: initialised,
          stdio: 'pipe',
        });
      },
      // Its state of an earlier round would make the next one another task.
      prepare: folder => cpSync(initialised, folder, { recursive: true }),
      call: files => [
        REFERENCE,
        ['generate', ...files, '--output', 'manifests.yaml'],
      ],
    },
  };
}

/** One round of one command in a folder of its own. */
function round({ prepare, call }, folder, texts) {
  prepare(folder);
  const files = texts.map((text, at) => {
    writeFileSync(join(folder, `${at}.yaml`), text);
    return `${at}.yaml`;
  });
  try {
    const run = measure(...call(files), folder);
    readFileSync(join(folder, 'manifests.yaml'));
    return run;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median of some runs of each, which take turns in being first. */
function inTurns(runOf, names) {
  const runs = Object.fromEntries(names.map(name => [name, []]));
  for (let turn = 0; turn < ROUNDS; turn++) {
    const order = turn % 2 === 0 ? names : [...names].reverse();
    for (const name of order) runs[name].push(runOf(name));
  }
  return Object.fromEntries(names.map(name => [name, median(runs[name])]));
}

/**
 * Measures both commands, turn by turn: their start, one file and all, and all
 * without resources.
 *
 * @param {string[]} texts - Score files
 * @param {string[]} bare - the same without resources
 * @returns {Promise<object>} by command `start`, `one`, `all` and `bare`, the
 *   median of the rounds each, or `skipped` with the reason; `node` has the
 *   start of Node.js itself
 */
export async function compareCommands(texts, bare) {
  const world = mkdtempSync(join(tmpdir(), 'score-bench-'));
  try {
    await bundleCommand(join(world, 'command'));
    const both = contenders(world);
    const skipped = missingReference();
    const names = skipped ? ['ours'] : ['ours', 'scoreK8s'];
    const measured = { ours: {}, scoreK8s: skipped ? { skipped } : {} };
    const take = (what, found) =>
      names.forEach(name => (measured[name][what] = found[name]));
    if (!skipped) both.scoreK8s.begin();
    const started = inTurns(
      name =>
        name === 'node'
          ? measure(process.execPath, ['-e', '0'], world)
          : measure(...both[name].start, world),
      [...names, 'node'],
    );
    take('start', started);
    for (const [size, some] of Object.entries({
      one: texts.slice(0, 1),
      all: texts,
      bare,
    })) {
      const folder = join(world, 'round');
      take(
        size,
        inTurns(name => round(both[name], folder, some), names),
      );
    }
    const { node } = started;
    return { files: texts.length, rounds: ROUNDS, node, ...measured };
  } finally {
    rmSync(world, { recursive: true, force: true });
  }
}

/** The same in lines for a person. */
export function describeComparison({ files, node, ours, scoreK8s }) {
  const line = (name, what, { wallMs, cpuMs }) =>
    `${name.padEnd(10)} ${what.padStart(
      28,
    )}: ${wallMs} ms, ${cpuMs} ms of CPU\n`;
  const lines = (name, { start, one, all, bare }) =>
    line(name, 'start', start) +
    line(name, 'one file', one) +
    line(name, `${files} files`, all) +
    line(name, `${files} without resources`, bare);
  return `the commands, one call each, median of ${ROUNDS} rounds:\n${line(
    'node',
    'start',
    node,
  )}${lines('score', ours)}${
    scoreK8s.skipped
      ? `score-k8s: left out, ${scoreK8s.skipped}\n`
      : lines('score-k8s', scoreK8s)
  }`;
}
