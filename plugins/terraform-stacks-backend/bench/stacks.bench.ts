import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '@towpath/clock';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { Terraform, type Stack } from '@towpath/terraform';
import { freePort, percentile, timed } from '@towpath/test-kit';
import createKnex from 'knex';
import { openEngine } from '../src/__testUtils__/openEngine';
import { seal } from '../src/__testUtils__/readKept';
import { RunCredentials } from '../src/state/RunCredentials';

/*
 * How long a state of 1 MB takes to be read and written, twenty at once, over HTTP with a real PostgreSQL and the
 * backend in a process of its own. And how long an apply of 50 built-in resources takes with the state in the database,
 * beside one with the state in a file. Gated on the ratio of both, as a busy machine stretches them alike. The last line of standard
 * output is JSON.
 */

const AT_ONCE = 20;
const ROUNDS = 15;
const STATE_BYTES = 1024 * 1024;
const BUDGET_MS = 50;
const RESOURCES = 50;
const APPLIES = 5;
const MOST_RATIO = 1.3;

const quiet = {
  child: () => quiet,
  ...{ debug: () => undefined, info: () => undefined },
  ...{ warn: console.error, error: console.error },
};

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-bench-'));
const stateDir = path.join(root, 'stacks');
const connection = process.env.TOWPATH_BENCH_DATABASE!;
const ends: (() => unknown)[] = [
  () => fs.rmSync(root, { recursive: true, force: true }),
];

async function startBackend() {
  const knex = createKnex({ client: 'pg', connection });
  ends.unshift(() => knex.destroy());
  await knex.migrate.latest({
    directory: path.resolve(__dirname, '../migrations'),
  });
  const port = await freePort();
  const opened = await openEngine(knex, { stateDir, port, logger: quiet });
  const backend = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      path.resolve(__dirname, '../src/__testUtils__/stacksProcess.ts'),
      // Runs are asked for only to be somebody: nobody works on them.
      JSON.stringify({ connection, stateDir, port, idle: true }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  ends.unshift(() => backend.kill());
  await once(backend.stdout!, 'data');
  return { ...opened, port };
}

type Backend = Awaited<ReturnType<typeof startBackend>>;

/** A run that may ask for the state of a stack. */
async function beginRun({ engine, stacks }: Backend, stack: string) {
  const input = {
    ...{ stack, intent: 'change', by: 'the bench', confirmedBy: [] },
    ...{ timeoutMs: 600_000, place: stacks.place },
  };
  const { run } = await engine.start({
    ...{ kind: TERRAFORM_STACKS_RUNS, subject: `stack:default/${stack}` },
    ...{ lockKey: stack, input, requestedBy: 'user:default/bench' },
  });
  return run.id;
}

/** A state of many resources that differ, as real ones do. */
function stateOf(serial: number): string {
  const resources = [];
  for (let size = 0, at = 0; size < STATE_BYTES; at++) {
    const one = {
      ...{ mode: 'managed', type: 'aws_instance', name: `web_${at}` },
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 1,
          attributes: {
            ...{ id: randomUUID(), arn: `arn:aws:ec2::${randomUUID()}` },
            tags: { team: `team-${at % 20}`, service: `service-${at}` },
            user_data: randomUUID().repeat(20),
          },
          sensitive_attributes: [],
        },
      ],
    };
    size += JSON.stringify(one).length;
    resources.push(one);
  }
  return JSON.stringify({
    ...{ version: 4, terraform_version: '1.11.4', serial, lineage: 'bench' },
    ...{ outputs: {}, resources },
  });
}

async function benchStates(backend: Backend) {
  const credentials = new RunCredentials(seal);
  const clients = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, at) => {
      const stack = `bench-${at}`;
      const run = await beginRun(backend, stack);
      const { username, password } = credentials.of(run, stack);
      const basic = Buffer.from(`${username}:${password}`).toString('base64');
      const ask = async (method: string, query = '', body?: string) => {
        const url = `http://127.0.0.1:${backend.port}/state/${stack}${query}`;
        const headers = { authorization: `Basic ${basic}` };
        const response = await fetch(url, { method, body, headers });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${method}: ${response.status}`);
      };
      await ask('LOCK', '', JSON.stringify({ ID: `lock-${at}` }));
      return { ask, lock: `?ID=lock-${at}` };
    }),
  );
  const writes: number[] = [];
  const reads: number[] = [];
  for (let serial = 1; serial <= ROUNDS; serial++) {
    const body = stateOf(serial);
    await Promise.all(
      clients.map(async ({ ask, lock }) => {
        writes.push((await timed(() => ask('POST', lock, body)))[0]);
      }),
    );
    await Promise.all(
      clients.map(async ({ ask }) => {
        reads.push((await timed(() => ask('GET')))[0]);
      }),
    );
  }
  const [alone] = await timed(() =>
    clients[0].ask('POST', clients[0].lock, stateOf(ROUNDS + 1)),
  );
  return {
    writeP95: percentile(writes, 0.95),
    readP95: percentile(reads, 0.95),
    writeAlone: Math.round(alone),
  };
}

const MODULE = `resource "terraform_data" "a" {
  count = ${RESOURCES}
  input = "\${count.index}"
}`;

async function lookOn<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await look();
    if (answer) return answer;
    await systemClock.sleep(10);
  }
}

async function applyOnce(stack: Stack, run: string): Promise<number> {
  const source = path.join(root, 'module');
  fs.mkdirSync(source, { recursive: true });
  fs.writeFileSync(path.join(source, 'main.tf'), MODULE);
  stack.prepare({ run, by: 'the bench', source });
  const { digest } = await lookOn(() => stack.plan(run));
  const [ms, ending] = await timed(() =>
    lookOn(() => stack.apply({ run, digest })),
  );
  if (ending.outcome !== 'succeeded') throw new Error(JSON.stringify(ending));
  return ms;
}

async function benchApplies(backend: Backend) {
  const local = new Terraform({ stateDir: path.join(root, 'local') });
  const [ours, theirs]: number[][] = [[], []];
  for (let at = 0; at < APPLIES; at++) {
    const key = `apply-${at}`;
    const run = await beginRun(backend, key);
    ours.push(await applyOnce(await backend.stacks.get(key), run));
    theirs.push(await applyOnce(await local.stack(key), randomUUID()));
  }
  const [inDatabase, inFile] = [percentile(ours, 0.5), percentile(theirs, 0.5)];
  const ratio = Math.round((inDatabase / inFile) * 100) / 100;
  return { inDatabase, inFile, ratio };
}

async function main() {
  const backend = await startBackend();
  const states = await benchStates(backend);
  const applies = await benchApplies(backend);
  // What is asked of pages with many stacks is measured here, with this backend.
  console.log(
    `A state of 1 MB, ${AT_ONCE} at once: written in ${states.writeP95} ms, read in ${states.readP95} ms (p95; the aim is ${BUDGET_MS} ms); written alone in ${states.writeAlone} ms`,
  );
  console.log(
    `An apply of ${RESOURCES} resources: ${applies.inDatabase} ms with the state in the database, ${applies.inFile} ms in a file (${applies.ratio} times, at most ${MOST_RATIO})`,
  );
  const ok = applies.ratio <= MOST_RATIO;
  console.log(JSON.stringify({ ok, budgetMs: BUDGET_MS, states, applies }));
  process.exitCode = ok ? 0 : 1;
}

main()
  .catch(error => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(async () => {
    for (const end of ends) await end();
    process.exit();
  });
