// npm run chaos -- NAME [ARGUMENTS]: hurts what must survive, and holds what it must
// keep. The last line of standard output is JSON; the exit code tells of violations.
import { spawn } from 'node:child_process';
import { inside } from './lib/places.mjs';
import { report, Trouble } from './lib/terminal.mjs';

const TRIALS = { promotion: 'scripts/chaos/promotion.ts' };

const [name, ...args] = process.argv.slice(2);
if (name in TRIALS) {
  spawn(process.execPath, [inside(TRIALS[name]), ...args], {
    stdio: 'inherit',
  }).once('exit', code => {
    process.exitCode = code ?? 1;
  });
} else {
  report(
    new Trouble(
      `There is no trial "${name ?? ''}". There are: ${Object.keys(TRIALS).join(
        ', ',
      )}.`,
    ),
  );
  process.exitCode = 1;
}
