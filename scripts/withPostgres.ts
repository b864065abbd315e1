// withPostgres FILE [ARGUMENTS]: runs a TypeScript file of a package against a real PostgreSQL of
// its own, whose address is in TOWPATH_BENCH_DATABASE.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { startDisposablePostgres } from './lib/disposablePostgres.ts';
import { dataDir, root } from './lib/places.mjs';

const TRANSFORM = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

const [file, ...args] = process.argv.slice(2);
const postgres = await startDisposablePostgres(path.join(dataDir, 'bench'));
const child = spawn(process.execPath, ['--require', TRANSFORM, file, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TOWPATH_BENCH_DATABASE: postgres.url },
});
const code = await new Promise<number>(resolve =>
  child.once('exit', status => resolve(status ?? 1)),
);
await postgres.stop();
process.exit(code);
