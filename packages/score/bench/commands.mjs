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
 * files in one call and write one file of manifests. score-k8s fills resources
 * in by its own templates; ours refers to what is not known by name.
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
      prepare: folder => mkdirSync(folder),
      call: files => [
        process.execPath,
        [command, 'render', ...files, '--output', 'manifests.yaml'],
      ],
    },
    scoreK8s: {
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

/**
 * Measures both commands, turn by turn, for one file and for all.
 *
 * @param {string[]} texts - Score files
 * @returns {Promise<object>} by command `one` and `all`, the median of the
 *   rounds each, or `skipped` with the reason
 */
export async function compareCommands(texts) {
  const world = mkdtempSync(join(tmpdir(), 'score-bench-'));
  try {
    await bundleCommand(join(world, 'command'));
    const { ours, scoreK8s } = contenders(world);
    const skipped = missingReference();
    const measured = { ours: {}, scoreK8s: skipped ? { skipped } : {} };
    if (!skipped) scoreK8s.begin();
    for (const [size, some] of Object.entries({
      one: texts.slice(0, 1),
      all: texts,
    })) {
      const runs = { ours: [], scoreK8s: [] };
      for (let turn = 0; turn < ROUNDS; turn++) {
        const folder = join(world, 'round');
        runs.ours.push(round(ours, folder, some));
        if (!skipped) runs.scoreK8s.push(round(scoreK8s, folder, some));
      }
      measured.ours[size] = median(runs.ours);
      if (!skipped) measured.scoreK8s[size] = median(runs.scoreK8s);
    }
    return { files: texts.length, rounds: ROUNDS, ...measured };
  } finally {
    rmSync(world, { recursive: true, force: true });
  }
}

/** The same in lines for a person. */
export function describeComparison({ files, ours, scoreK8s }) {
  const line = (name, what, { wallMs, cpuMs }) =>
    `${name.padEnd(10)} ${what.padStart(
      12,
    )}: ${wallMs} ms, ${cpuMs} ms of CPU\n`;
  const lines = (name, { one, all }) =>
    line(name, 'one file', one) + line(name, `${files} files`, all);
  return `the commands, one call each, median of ${ROUNDS} rounds:\n${lines(
    'score',
    ours,
  )}${
    scoreK8s.skipped
      ? `score-k8s: left out, ${scoreK8s.skipped}\n`
      : lines('score-k8s', scoreK8s)
  }`;
}
