// npm run bench -- NAME [ARGUMENTS]: runs a package's bench. The last line of its
// standard output is JSON.
import { spawn } from 'node:child_process';
import { inside } from './lib/places.mjs';
import { report, Trouble } from './lib/terminal.mjs';

/** Of each bench the files to run: the last is the bench, one before it is what runs it. */
const BENCHES = {
  board: [
    'scripts/withPostgres.ts',
    'plugins/environment-backend/bench/board.bench.ts',
  ],
  promotion: ['scripts/bench/promotion.ts'],
  provisioning: [
    'scripts/withPostgres.ts',
    'plugins/score-backend/bench/provisioning.bench.ts',
  ],
  score: ['packages/score/bench/score.bench.mjs'],
  terraform: ['packages/terraform/bench/terraform.bench.mjs'],
  'terraform-stacks': [
    'scripts/withPostgres.ts',
    'plugins/terraform-stacks-backend/bench/stacks.bench.ts',
  ],
};

const [name, ...args] = process.argv.slice(2);
if (name in BENCHES) {
  spawn(
    process.execPath,
    [...BENCHES[name].map(file => inside(file)), ...args],
    {
      // The pipe that tells of our parent's end is among what the bench inherits.
      stdio: Array(Number(process.env.TOWPATH_LIFELINE ?? 2) + 1).fill(
        'inherit',
      ),
    },
  ).once('exit', code => {
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
