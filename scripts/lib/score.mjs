import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { digest } from './changes.mjs';
import { inside, logsDir, root, toolsDir } from './places.mjs';
import { run } from './run.mjs';
import { setUp } from './setup.mjs';
import { stage } from './terminal.mjs';

/** What the built command is made of. */
const PARTS = [
  'packages/score/src',
  'packages/score/build',
  'packages/score/package.json',
  'yarn.lock',
];
const BUILDS = path.join(toolsDir, 'score');
const HOUR_MS = 3_600_000;

/** Builds beside, so that a command that runs meanwhile keeps its files. */
async function build(at) {
  const { node, env } = await setUp();
  await stage('Build the command', async () => {
    const half = `${at}.${process.pid}`;
    await run([node, inside('packages/score/build/command.mjs'), half], {
      cwd: root,
      env,
      log: path.join(logsDir, 'score.log'),
    });
    removeOld();
    try {
      fs.renameSync(half, at);
    } catch (error) {
      // Another command may have built the same meanwhile.
      if (!fs.existsSync(at)) throw error;
      fs.rmSync(half, { recursive: true });
    }
  });
}

/** Not the young ones, as they may be in use or in the making. */
function removeOld() {
  for (const name of fs.readdirSync(BUILDS)) {
    const other = path.join(BUILDS, name);
    const { mtimeMs = Date.now() } =
      fs.statSync(other, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > HOUR_MS)
      fs.rmSync(other, { recursive: true, force: true });
  }
}

/**
 * Runs the built command, which is built first when anything that it is made of
 * has changed: in this process where its Node knows all that the command uses.
 *
 * @param {string[]} argv - the arguments after `score`
 * @param {(node: string, args: string[], env: object, cwd: string) => void} handOver
 *   - runs a script with another Node
 */
export async function runScore(argv, handOver) {
  const at = path.join(BUILDS, digest(PARTS).slice(0, 16));
  if (!fs.existsSync(at)) await build(at);
  // npm runs a root script in the root folder and says where it was called.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  if ('styleText' in util) {
    const file = pathToFileURL(path.join(at, 'runProcess.mjs')).href;
    const { runProcess } = await import(file);
    await runProcess({ argv, cwd });
  } else {
    const { node, env } = await setUp({ packages: false });
    handOver(node, [path.join(at, 'score.mjs'), ...argv], env, cwd);
  }
}
