import { until } from '@towpath/test-kit';
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { systemClock } from '@towpath/clock';
import { readIfThere, readJson } from './files';
import type { TerraformEvent } from './events/types';
import { renderText } from './plan';
import { groupMembers } from './process/processTable';
import type { RunEnding } from './run/types';
import { describeRuns, Workshop } from './__testUtils__/terraform';

/*
 * Kills at random moments of an apply of 20 resources. TOWPATH_CHAOS_MOMENTS says how many (30 for
 * the whole trial), TOWPATH_CHAOS_SEED which.
 */

const MOMENTS = Number(process.env.TOWPATH_CHAOS_MOMENTS ?? 3);
const SEED = Number(process.env.TOWPATH_CHAOS_SEED ?? 20261125);
const LATEST_MS = 2_200;
const RESOURCES = 20;

const SOURCE = `
resource "terraform_data" "step" {
  count = ${RESOURCES}
  input = count.index
  provisioner "local-exec" {
    command = "sleep \${0.3 + (count.index * 7 % 5) * 0.3}"
  }
}`;

/** A small generator of numbers from 0 to 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Said {
  events: TerraformEvent[];
  ending?: RunEnding;
  error?: string;
}

function startPortal(shop: Workshop, source: string) {
  const said: Said = { events: [] };
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      path.join(__dirname, '__testUtils__/applyProcess.ts'),
      JSON.stringify({ stateDir: shop.stateDir, run: 'r1', source }),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  readline.createInterface({ input: child.stdout }).on('line', line => {
    const { event, ...rest } = JSON.parse(line);
    if (event) said.events.push(event);
    Object.assign(said, rest);
  });
  const ended = new Promise<void>(done => child.once('close', () => done()));
  return { child, said, ended };
}

/** The process of Terraform itself, neither the shell around it nor what it started; undefined once it has ended. */
function findTerraform(shop: Workshop): number | undefined {
  const record = path.join(
    shop.runFolder('chaos', 'r1'),
    'commands/apply/record.json',
  );
  const shell = readJson<{ process: { pid: number } }>(record)?.process.pid;
  return shell === undefined
    ? undefined
    : groupMembers(shell).find(pid =>
        /\((terraform|tofu)\)/.test(readIfThere(`/proc/${pid}/stat`) ?? ''),
      );
}

type Victim = 'portal' | 'terraform' | 'both';

async function killAt(shop: Workshop, victim: Victim, afterMs: number) {
  const source = shop.module(SOURCE);
  const first = startPortal(shop, source);
  await until(
    'the run works or has failed',
    () =>
      first.said.error !== undefined ||
      first.said.events.some(event => event.type === 'resource'),
  );
  await systemClock.sleep(afterMs);
  const terraform = findTerraform(shop);
  if (victim !== 'terraform') first.child.kill('SIGKILL');
  if (victim !== 'portal' && terraform) process.kill(terraform, 'SIGKILL');
  await first.ended;
  const second = startPortal(shop, source);
  await second.ended;
  return {
    hit: victim === 'portal' || terraform !== undefined,
    events: [...first.said.events, ...second.said.events],
    ending: second.said.ending!,
    error: second.said.error,
  };
}

function progressOf(events: TerraformEvent[], phases: string[]): string[] {
  return events.flatMap(event =>
    event.type === 'resource' &&
    event.operation === 'apply' &&
    phases.includes(event.phase)
      ? [event.address]
      : [],
  );
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
      const shop = new Workshop();
      try {
        const { hit, events, ending, error } = await killAt(
          shop,
          victim,
          afterMs,
        );
        expect(error).toBeUndefined();
        const saved = shop.addresses('chaos');
        const names = (list: { address: string }[]) =>
          list.map(one => one.address);
        const survived = victim === 'portal' || !hit;

        // The true ending, also for who comes later.
        expect(survived ? ['succeeded'] : ['killed', 'succeeded']).toContain(
          ending.outcome,
        );
        expect(ending.complete.length).toBeGreaterThanOrEqual(
          survived ? RESOURCES : 0,
        );
        // What is reported complete is in the state.
        expect(saved).toEqual(expect.arrayContaining(names(ending.complete)));
        // What was told as it happened is complete, or owned up to as unknown.
        const known = [...names(ending.complete), ...names(ending.unknown)];
        expect(known).toEqual(
          expect.arrayContaining(progressOf(events, ['complete'])),
        );
        // What was in flight is listed.
        const closed = progressOf(events, ['complete', 'errored']);
        const flight = progressOf(events, ['started']).filter(
          address => !closed.includes(address),
        );
        expect(known).toEqual(expect.arrayContaining(flight));
        // What the state holds is known.
        expect(
          saved.filter(one => names(ending.unknown).includes(one)),
        ).toEqual([]);
        // No lock is left, and the way on is open.
        const stack = await shop.terraform.stack('chaos');
        expect(stack.holder()).toBeUndefined();
        const { projection } = await stack.plan({
          ...shop.request('r2'),
          source: shop.module(SOURCE),
        });
        expect(renderText(projection)).toContain(survived ? 'No changes' : '');
      } finally {
        shop.remove();
      }
    },
  );
});
