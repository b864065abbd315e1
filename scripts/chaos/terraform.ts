// The trial of Terraform: SIGKILL of a backend that works on a run, of Terraform and of both at random
// moments of an apply of 20 resources. Options: --moments N (30), --seed N.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDisposablePostgres } from '../lib/disposablePostgres.ts';
import { dataDir } from '../lib/places.mjs';
import { report } from '../lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    moments: { type: 'string', default: '30' },
    seed: { type: 'string', default: '20261125' },
  },
});

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-terraform-'));
  const results = path.join(folder, 'results.json');
  const postgres = await startDisposablePostgres(path.join(dataDir, 'chaos'));
  const trial = spawn(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${results}`,
      'src/chaos.test.ts',
    ],
    {
      cwd: path.join(ROOT, 'plugins/terraform-stacks-backend'),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TOWPATH_CHAOS_MOMENTS: values.moments,
        TOWPATH_CHAOS_SEED: values.seed,
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
      },
    },
  );
  const [status] = await once(trial, 'exit');
  await postgres.stop();
  const counts = fs.existsSync(results)
    ? JSON.parse(fs.readFileSync(results, 'utf8'))
    : {};
  fs.rmSync(folder, { recursive: true });
  const survived = counts.numPassedTests ?? 0;
  console.log(
    JSON.stringify({
      trial: 'terraform',
      ok: status === 0 && survived === Number(values.moments),
      moments: Number(values.moments),
      survived,
      seed: Number(values.seed),
    }),
  );
  process.exitCode = status === 0 ? 0 : 1;
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
