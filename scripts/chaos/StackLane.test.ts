import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { TerraformTrial } from '../trial/terraformTrial.ts';
import { StackLane } from './StackLane.ts';

const RUNNING = { id: 'one', status: 'running', reason: 'Terraform applies' };

/** A trial of which a portal answers whatever it is asked for a run. */
async function trialWith(
  run: object,
  context: TestContext,
): Promise<TerraformTrial> {
  const server = http.createServer(({ url = '' }, response) => {
    response.statusCode = url.includes('/runs') ? 200 : 500;
    response.end(JSON.stringify(run));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = async () => `http://127.0.0.1:${port}`;
  return { portals: { url }, want: async () => {} } as object as TerraformTrial;
}

async function runUntil(deadline: number, trial: TerraformTrial) {
  const options = { seed: 1, deadline, say: () => undefined };
  const lane = new StackLane(trial, 'shop', options);
  await lane.run({ quiet: false });
  return lane;
}

test('a stack that came to no quiet change before the deadline says so, since nobody has seen what is left of it', async () => {
  // It asks nothing of the trial once its time is over.
  const lane = await runUntil(0, {} as TerraformTrial);
  assert.deepEqual(lane.broken, ['shop: no quiet change before the deadline']);
});

test('a run that goes on at the deadline is told as that, and as nothing else', async context => {
  const trial = await trialWith(RUNNING, context);
  const { broken, courses } = await runUntil(performance.now() + 100, trial);
  assert.deepEqual(broken, []);
  const [{ run, status, reason }] = courses;
  assert.deepEqual({ id: run, status, reason }, RUNNING);
});
