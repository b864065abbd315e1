import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { systemClock } from '@towpath/clock';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import type { RunEnding } from '@towpath/terraform';
import { freePort, until } from '@towpath/test-kit';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { readKept } from './__testUtils__/readKept';
import { openEngine } from './__testUtils__/openEngine';
import type { StackRunInput, StackRunState } from './model/StackRunInput';
import { CONFIRM } from './steps/confirm';

/*
 * Kills at random moments of an apply of 20 resources of one stack. `npm run chaos -- terraform` does so with many stacks and the whole service.
 */

const MOMENTS = 3;
const SEED = 20261125;
const LATEST_MS = 2_200;
const RESOURCES = 20;
const STACK = 'chaos';
const ADA = 'user:default/ada';

const SOURCE = `
resource "terraform_data" "step" {
  count = ${RESOURCES}
  input = count.index
  provisioner "local-exec" {
    command = "sleep \${0.3 + (count.index * 7 % 5) * 0.3}"
  }
}`;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** A small generator of numbers from 0 to 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Runs of one stack, asked for here and worked on by processes that are killed. */
class Trial {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-chaos-'));
  readonly stateDir = path.join(this.root, 'stacks');
  readonly #knex: Knex;
  readonly #workers: ChildProcess[] = [];
  #port = 0;
  #engine!: WorkflowEngine;
  #stacks!: Awaited<ReturnType<typeof openEngine>>['stacks'];

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async open() {
    await this.#knex.migrate.latest({
      directory: path.resolve(__dirname, '../migrations'),
    });
    const logger = mockServices.logger.mock();
    this.#port = await freePort();
    const { stateDir } = this;
    const opened = await openEngine(this.#knex, {
      ...{ stateDir, logger, port: this.#port },
    });
    this.#engine = opened.engine;
    this.#stacks = opened.stacks;
  }

  /** A backend in small. */
  async work(): Promise<ChildProcess> {
    const { connection } = this.#knex.client.config;
    // Knex keeps the password out of what is printed.
    const { password } = connection;
    const settings = {
      connection: { ...connection, password },
      stateDir: this.stateDir,
      port: this.#port,
    };
    const worker = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        path.join(__dirname, '__testUtils__/stacksProcess.ts'),
        JSON.stringify(settings),
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    this.#workers.push(worker);
    const begun = once(worker.stdout!, 'data');
    const died = once(worker, 'exit').then(([code, signal]) => {
      throw new Error(`The worker ended with ${signal ?? code} at once`);
    });
    await Promise.race([begun, died]);
    died.catch(() => {});
    return worker;
  }

  /** A run that has planned. */
  async plan(): Promise<{ id: string; state: StackRunState }> {
    const source = path.join(this.root, 'module');
    fs.mkdirSync(source, { recursive: true });
    fs.writeFileSync(path.join(source, 'main.tf'), SOURCE);
    const id = randomUUID();
    await this.#stacks.claim(STACK, ADA, ADA);
    const stack = await this.#stacks.get(STACK);
    stack.prepare({ run: id, by: 'task 1', source });
    const input: StackRunInput = {
      stack: STACK,
      intent: 'change',
      by: 'task 1',
      confirmedBy: [ADA],
      timeoutMs: 600_000,
      place: this.#stacks.place,
    };
    await this.#engine.start({
      id,
      kind: TERRAFORM_STACKS_RUNS,
      subject: `stack:default/${STACK}`,
      lockKey: STACK,
      input,
      requestedBy: ADA,
    });
    return this.waitFor(id, ['awaiting-approval']);
  }

  async confirm({ id, state }: { id: string; state: StackRunState }) {
    await this.#engine.decide(id, {
      by: ADA,
      verdict: 'approved',
      digest: state.plan!.digest,
      rules: [CONFIRM],
    });
  }

  waitFor(id: string, statuses: string[]) {
    return until(`run ${id} is ${statuses.join(' or ')}`, async () => {
      const run = await this.#engine.get<StackRunInput, StackRunState>(id);
      return statuses.includes(run.status) && run;
    });
  }

  /** Addresses of resources of which the log of a run says so. */
  async told(id: string, words: RegExp): Promise<string[]> {
    const { lines } = await this.#engine.log(id);
    return lines.flatMap(({ message }) => {
      const [address, news = ''] = message.split(': ');
      return words.test(news) ? [address] : [];
    });
  }

  endingOf(id: string): RunEnding {
    const file = path.join(this.stateDir, STACK, 'runs', id, 'ending.json');
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  }

  /** Addresses in the state. */
  async saved(): Promise<string[]> {
    const state = await readKept(this.#knex, STACK);
    return (state?.resources ?? []).flatMap((resource: any) =>
      resource.instances.map(
        (one: any) => `terraform_data.${resource.name}[${one.index_key}]`,
      ),
    );
  }

  /** Whether Terraform has begun with a resource; the log of the run tells it later. */
  hasBegun(id: string): boolean {
    return this.#readCommand(id, 'output').includes('"apply_start"');
  }

  /** The process of Terraform itself, neither the shell around it nor what it started; undefined once it has ended. */
  findTerraform(id: string): number | undefined {
    const record = this.#readCommand(id, 'record.json');
    if (record === '') return undefined;
    const { pid } = JSON.parse(record).process;
    return fs
      .readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .find(one => isTerraformIn(one, pid));
  }

  #readCommand(id: string, file: string): string {
    const folder = path.join(this.stateDir, STACK, 'runs', id);
    const found = path.join(folder, 'commands/apply', file);
    return fs.existsSync(found) ? fs.readFileSync(found, 'utf8') : '';
  }

  async remove() {
    for (const worker of this.#workers) worker.kill('SIGKILL');
    await this.#knex.destroy();
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

function isTerraformIn(pid: number, group: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , itsGroup] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ');
    return (
      state !== 'Z' &&
      Number(itsGroup) === group &&
      /\((terraform|tofu)\)/.test(stat)
    );
  } catch {
    return false;
  }
}

type Victim = 'portal' | 'terraform' | 'both';

async function killAt(trial: Trial, victim: Victim, afterMs: number) {
  const worker = await trial.work();
  const run = await trial.plan();
  await trial.confirm(run);
  await until('the apply has begun', () => trial.hasBegun(run.id));
  await systemClock.sleep(afterMs);
  const terraform = trial.findTerraform(run.id);
  if (victim !== 'terraform') worker.kill('SIGKILL');
  if (victim !== 'portal' && terraform) process.kill(terraform, 'SIGKILL');
  if (victim !== 'terraform') await trial.work();
  const ended = await trial.waitFor(run.id, ['succeeded', 'failed']);
  return { ended, hit: victim === 'portal' || terraform !== undefined };
}

const random = randomFrom(SEED);
const cases = Array.from({ length: MOMENTS }, (_, at) => ({
  at: at + 1,
  victim: (['portal', 'terraform', 'both'] as const)[at % 3],
  afterMs: Math.round(random() * LATEST_MS),
}));

describeRuns(`SIGKILL in the middle of an apply, seed ${SEED}`, () => {
  it.each(cases)(
    'loses nothing and tells the truth: $victim after $afterMs ms ($at)',
    async ({ victim, afterMs }) => {
      const trial = new Trial(await databases.init('POSTGRES_18'));
      try {
        await trial.open();
        const { hit, ended } = await killAt(trial, victim, afterMs);
        const ending = trial.endingOf(ended.id);
        const saved = await trial.saved();
        const names = (list: { address: string }[]) =>
          list.map(one => one.address);
        const survived = victim === 'portal' || !hit;

        // The true ending, also for who comes later.
        expect(survived ? ['succeeded'] : ['killed', 'succeeded']).toContain(
          ending.outcome,
        );
        expect(ended.status).toBe(
          ending.outcome === 'succeeded' ? 'succeeded' : 'failed',
        );
        expect(ended.state.ending?.outcome).toBe(ending.outcome);
        expect(ending.complete.length).toBeGreaterThanOrEqual(
          survived ? RESOURCES : 0,
        );
        // What is reported complete is in the state.
        expect(saved).toEqual(expect.arrayContaining(names(ending.complete)));
        // What was told as it happened is complete, or owned up to as unknown.
        const known = [...names(ending.complete), ...names(ending.unknown)];
        expect(known).toEqual(
          expect.arrayContaining(await trial.told(ended.id, /^created/)),
        );
        // What was in flight is listed.
        const closed = await trial.told(ended.id, /^(created|failed)/);
        const begun = await trial.told(ended.id, /^being created/);
        expect(known).toEqual(
          expect.arrayContaining(begun.filter(one => !closed.includes(one))),
        );
        // What the state holds is known.
        expect(
          saved.filter(one => names(ending.unknown).includes(one)),
        ).toEqual([]);
        // No lock is left, and the way on is open.
        const next = await trial.plan();
        expect(survived && next.state.plan?.changes).toBe(false);
      } finally {
        await trial.remove();
      }
    },
  );
});
