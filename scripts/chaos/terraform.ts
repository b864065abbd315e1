// The trial of Terraform: SIGKILL of the portal, of Terraform and of both at random
// moments of an apply of 20 resources. Options: --moments N (30), --seed N.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    moments: { type: 'string', default: '30' },
    seed: { type: 'string', default: '20261125' },
  },
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-terraform-'));
const results = path.join(folder, 'results.json');
const { status } = spawnSync(
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
    cwd: path.join(ROOT, 'packages/terraform'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      TOWPATH_CHAOS_MOMENTS: values.moments,
      TOWPATH_CHAOS_SEED: values.seed,
    },
  },
);
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
