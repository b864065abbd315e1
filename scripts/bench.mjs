// npm run bench -- NAME [ARGUMENTS]: runs a package's bench. The last line of its
// standard output is JSON.
import { spawn } from 'node:child_process';
import { inside } from './lib/places.mjs';
import { report, Trouble } from './lib/terminal.mjs';

const BENCHES = {
  score: 'packages/score/bench/score.bench.mjs',
  terraform: 'packages/terraform/bench/terraform.bench.mjs',
};

const [name, ...args] = process.argv.slice(2);
if (name in BENCHES) {
  spawn(process.execPath, [inside(BENCHES[name]), ...args], {
    stdio: 'inherit',
  }).once('exit', code => {
    process.exitCode = code ?? 1;
  });
} else {
  report(
    new Trouble(
      `There is no bench "${name ?? ''}". There are: ${Object.keys(
        BENCHES,
      ).join(', ')}.`,
    ),
  );
  process.exitCode = 1;
}
