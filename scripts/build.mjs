// npm run build: packages that have a build of their own, then all others by Backstage's.
import { runInTurn } from './lib/runInTurn.mjs';

runInTurn([
  ['packages/score/build/build.mjs'],
  ['node_modules/@backstage/cli/bin/backstage-cli', 'repo', 'build', '--all'],
]);
