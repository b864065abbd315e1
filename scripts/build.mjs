// npm run build: packages that have a build of their own, then all others by Backstage's.
import { spawnSync } from 'node:child_process';
import { inside, root } from './lib/places.mjs';

const STEPS = [
  ['packages/score/build/build.mjs'],
  ['node_modules/@backstage/cli/bin/backstage-cli', 'repo', 'build', '--all'],
];

for (const [script, ...args] of STEPS) {
  const { status } = spawnSync(process.execPath, [inside(script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
