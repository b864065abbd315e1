// npm run lint [ARGUMENTS of ESLint]: each file for itself, then what nothing uses (knip.ts).
import { runInTurn } from './lib/runInTurn.mjs';

const backstage = 'node_modules/@backstage/cli/bin/backstage-cli';
const eslint = process.argv.slice(2);

runInTurn([
  [backstage, 'repo', 'lint', '--max-warnings', '0', ...eslint],
  ['node_modules/knip/bin/knip.js', '--no-progress'],
]);
