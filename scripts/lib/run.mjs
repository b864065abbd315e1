import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from './terminal.mjs';

const KNOWN_CAUSES = [
  [
    /YN0028/,
    'A package.json and yarn.lock disagree. Run "npm run exec -- yarn install" and commit yarn.lock.',
  ],
  [
    /ENOSPC|no space left/i,
    'The disk is full. Free about 4 GB, then run the same command again: it goes on where it stopped.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network request to|RequestError/,
    'The package registry does not answer. Check the network, or the registry and proxy settings of npm and Yarn, then run the same command again.',
  ],
  [
    /EACCES|EPERM/,
    'A file may not be written. Check who owns this folder and its node_modules.',
  ],
];

/** Says in words what is known to go wrong; undefined when it is something else. */
function explain(output) {
  return KNOWN_CAUSES.find(([pattern]) => pattern.test(output))?.[1];
}

/**
 * Runs a command with its output in a log file.
 *
 * @param {string[]} command - program and arguments, no shell
 * @param {object} options - cwd, env, log (file), onLine (each line of output)
 * @throws Trouble that names the log, with the likely cause where it is known
 */
export function run(command, { cwd, env, log, onLine }) {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const out = fs.createWriteStream(log);
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  const take = chunk => {
    const text = chunk.toString();
    out.write(text);
    tail = (tail + text).slice(-20_000);
    const line = text.trim().split('\n').pop();
    if (line) onLine?.(line);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(
        new Trouble(`${program} cannot be started: ${error.message}`, { log }),
      ),
    );
    child.once('close', code => {
      out.end();
      if (code === 0) {
        resolve(tail);
        return;
      }
      const last = tail.trim().split('\n').slice(-12).join('\n');
      const why = explain(tail);
      reject(
        new Trouble(
          why ?? `${path.basename(program)} ended with code ${code}:\n${last}`,
          { log },
        ),
      );
    });
  });
}
