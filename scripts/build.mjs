// npm run build: packages that have a build of their own, then all others by Backstage's, and the bundle of the backend
// with them. The portal's pages are built by the time this runs, as for every command that needs them.
import { runInTurn } from './lib/runInTurn.mjs';

const backstage = 'node_modules/@backstage/cli/bin/backstage-cli';

runInTurn([
  ['packages/score/build/build.mjs'],
  [backstage, 'repo', 'build'],
  {
    in: 'packages/backend',
    step: [backstage, 'package', 'build', '--skip-build-dependencies'],
  },
]);
