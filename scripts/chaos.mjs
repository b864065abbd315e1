// npm run chaos -- NAME [ARGUMENTS]: hurts what must survive, and holds what it must
// keep. The last line of standard output is JSON; the exit code tells of violations.
import { inside } from './lib/places.mjs';
import { report, Trouble } from './lib/terminal.mjs';

const TRIALS = {
  promotion: 'scripts/chaos/promotion.ts',
  provisioning: 'scripts/chaos/provisioning.ts',
  terraform: 'scripts/chaos/terraform.ts',
};

const [name] = process.argv.splice(2, 1);
if (name in TRIALS) {
  await import(inside(TRIALS[name]));
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
