import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '@towpath/test-kit';
import type { TerraformTrial } from '../trial/terraformTrial.ts';
import { type Hurt, hurtAgainAndAgain } from './terraformHurts.ts';

const RUN = '0198c0de-0000-7000-8000-000000000000';
/** The first blow of this one falls on PostgreSQL. */
const SEED = 16;

/** What looks like a Terraform that applies in a folder: a shell of that name, and a script of that name. */
function startApply(folder: string, context: TestContext): void {
  const cwd = path.join(folder, 'run');
  const program = path.join(folder, 'terraform');
  fs.mkdirSync(cwd);
  fs.writeFileSync(path.join(cwd, 'apply'), 'read -r _\n');
  fs.symlinkSync('/bin/bash', program);
  const env = { TF_HTTP_USERNAME: `run-${RUN}` };
  const child = spawn(program, ['apply', 'plan'], { cwd, env });
  context.after(() => child.kill());
}

test('nothing is hurt before a backend serves again, since it would do no work otherwise', async context => {
  const stateDir = await temporaryFolder(context);
  startApply(stateDir, context);
  const seen: string[] = [];
  const answers = [[], [], [4000]];
  const trial = {
    stateDir,
    things: { hasBegun: () => true },
    portals: {
      get readyPorts() {
        const ports = answers.shift() ?? [];
        seen.push(ports.length > 0 ? 'served' : 'away');
        return ports;
      },
    },
    postgres: { stopFor: async () => void seen.push('hurt') },
  } as object as TerraformTrial;
  const hurts: Hurt[] = [];
  const deadline = performance.now() + 60_000;
  const options = { seed: SEED, moments: 1, killEvery: 0.1, deadline };
  await hurtAgainAndAgain(trial, hurts, options, () => undefined);
  assert.deepEqual(seen, ['away', 'away', 'served', 'hurt']);
});
