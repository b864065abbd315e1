// withPostgres FILE [ARGUMENTS]: runs a TypeScript file of a package against a real PostgreSQL of
// its own, whose address is in TOWPATH_BENCH_DATABASE.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startDisposablePostgres } from './lib/disposablePostgres.ts';
import { dataDir, root } from './lib/places.mjs';
import { report } from './lib/terminal.mjs';

const TRANSFORM = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

function run(args: string[], database: string): Promise<number> {
  const child = spawn(process.execPath, ['--require', TRANSFORM, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TOWPATH_BENCH_DATABASE: database },
  });
  return new Promise(resolve => child.once('exit', code => resolve(code ?? 1)));
}

async function main() {
  const folder = path.join(dataDir, 'bench');
  // What an earlier run has left would be measured too.
  fs.rmSync(path.join(folder, 'postgres'), { recursive: true, force: true });
  const postgres = await startDisposablePostgres(folder);
  try {
    process.exitCode = await run(process.argv.slice(2), postgres.url);
  } finally {
    await postgres.stop();
  }
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
