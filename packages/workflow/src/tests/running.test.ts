import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import {
  defineRunKind,
  done,
  fail,
  wait,
  type RunChange,
  type Step,
} from '../index';

describe('a run', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('gives each step what the steps before it returned, and ends succeeded', async () => {
    const kind = defineRunKind<{ by: number }, { sum: number }>({
      kind: 'work',
      steps: [
        { name: 'first', run: async ({ input }) => done({ sum: input.by }) },
        {
          name: 'second',
          run: async ({ input, state }) => done({ sum: state.sum + input.by }),
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request({ input: { by: 2 } }));
    const ended = await untilStatus(engine, run, 'succeeded');
    expect(ended.state).toEqual({ sum: 4 });
    expect(ended.steps.map(({ name, status }) => [name, status])).toEqual([
      ['first', 'done'],
      ['second', 'done'],
    ]);
  });

  it('has its lock to itself through its waits, in the order of being queued, among many engines', async () => {
    const trace: string[] = [];
    const kind = defineRunKind<{ name: string }, { looked: boolean }>({
      kind: 'work',
      steps: [
        {
          name: 'look',
          async run({ input, state }) {
            if (state.looked) return done();
            trace.push(`${input.name} begins`);
            return wait({
              every: { milliseconds: 1 },
              reason: 'a moment',
              output: { looked: true },
            });
          },
        },
        {
          name: 'act',
          async run({ input }) {
            trace.push(`${input.name} ends`);
            return done();
          },
        },
      ],
    });
    const engines = await Promise.all(
      [1, 2, 3].map(() => workshop.engine([kind])),
    );
    const names = ['1', '2', '3', '4'];
    for (const name of names) {
      for (const key of ['a', 'b']) {
        await engines[Number(name) % 3].start(
          request({ lockKey: key, input: { name: `${key}${name}` } }),
        );
      }
    }
    await until('all have ended', () => trace.length === 16);
    for (const key of ['a', 'b']) {
      expect(trace.filter(line => line.startsWith(key))).toEqual(
        names.flatMap(name => [`${key}${name} begins`, `${key}${name} ends`]),
      );
    }
  });

  it('is not there when the transaction that started it is rolled back, and is told only once it is there', async () => {
    const kind = defineRunKind({
      kind: 'work',
      steps: [{ name: 'only', run: async () => done() }],
    });
    const engine = await workshop.engine([kind]);
    const told: RunChange[] = [];
    engine.onChange(change => told.push(change));
    const id = await workshop.knex
      .transaction(async trx => {
        const { run } = await engine.start(request(), { trx });
        throw new Error(run.id);
      })
      .catch(error => error.message);
    await expect(engine.get(id)).rejects.toThrow('There is no run');

    await workshop.knex.transaction(async trx => {
      await engine.start(request(), { trx });
      expect(told).toEqual([]);
    });
    await until('the end is told', () =>
      told.some(({ run }) => run.status === 'succeeded'),
    );
    expect(told.map(({ run }) => run.id)).not.toContain(id);
    expect(told[0].what).toBe('created');
  });

  it('ends in one transaction with what its domain writes, and is tried again when that cannot be written', async () => {
    let refuse = true;
    const kind = defineRunKind({
      kind: 'work',
      steps: [{ name: 'only', run: async () => done() }],
      async onEnd(run, trx) {
        await trx('ends').insert({ run_id: run.id, status: run.status });
        if (refuse) {
          refuse = false;
          throw new Error('the domain is not ready');
        }
      },
    });
    const engine = await workshop.engine([kind]);
    await workshop.knex.schema.createTable('ends', table => {
      table.uuid('run_id').references('id').inTable('workflow_runs');
      table.text('status');
    });
    const { run } = await engine.start(request());
    await untilStatus(engine, run, 'succeeded');
    expect(await workshop.knex('ends')).toEqual([
      { run_id: run.id, status: 'succeeded' },
    ]);
  });

  it('undoes what it did and ends rolled back when a step asks for that', async () => {
    const undone: string[] = [];
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        { name: 'write', run: async () => done() },
        {
          name: 'check',
          run: async () => fail('It is Degraded', { compensate: true }),
        },
        { name: 'record', run: async () => done() },
      ],
      compensation: [
        {
          name: 'write back',
          async run() {
            undone.push('write');
            return done();
          },
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request());
    const ended = await untilStatus(engine, run, 'rolled-back');
    expect(ended.reason).toBe('It is Degraded');
    expect(undone).toEqual(['write']);
    expect(ended.steps.map(({ name, status }) => [name, status])).toEqual([
      ['write', 'done'],
      ['check', 'failed'],
      ['record', 'skipped'],
      ['write back', 'done'],
    ]);
  });

  it('says both reasons when undoing fails too, and a retry goes on undoing', async () => {
    let broken = true;
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'check',
          run: async () => fail('It is Degraded', { compensate: true }),
        },
      ],
      compensation: [
        {
          name: 'write back',
          run: async () => (broken ? fail('Git refuses') : done()),
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request());
    const failed = await untilStatus(engine, run, 'failed');
    expect(failed.reason).toBe(
      'It is Degraded. What had been done could not be undone: Git refuses',
    );
    broken = false;
    await engine.retry(run.id, { by: 'user:default/ann' });
    const ended = await untilStatus(engine, run, 'rolled-back');
    expect(ended).toMatchObject({ attempt: 2, reason: 'It is Degraded' });
  });

  it('goes on at the step that failed when it is tried again, and waits for its lock like any other', async () => {
    const ran: string[] = [];
    let broken = true;
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'first',
          async run() {
            ran.push('first');
            return done();
          },
        },
        {
          name: 'second',
          async run() {
            ran.push('second');
            return broken ? fail('No') : done();
          },
        },
      ],
    });
    const holder = defineRunKind({
      kind: 'holder',
      steps: [
        {
          name: 'hold',
          run: async () => wait({ every: { hours: 1 }, reason: 'nothing' }),
        },
      ],
    });
    const engine = await workshop.engine([kind, holder]);
    const { run } = await engine.start(request());
    await untilStatus(engine, run, 'failed');
    const { run: other } = await engine.start(request({ kind: 'holder' }));
    await untilStatus(engine, other, 'waiting');
    broken = false;
    const again = await engine.retry(run.id, { by: 'user:default/ann' });
    expect(again).toMatchObject({ status: 'queued', attempt: 2 });
    expect(ran).toEqual(['first', 'second']);
    await engine.cancel(other.id, { by: 'user:default/ann' });
    await untilStatus(engine, run, 'succeeded');
    expect(ran).toEqual(['first', 'second', 'second']);
  });

  it('begins a retry at the step whose findings the one that failed rests on', async () => {
    const ran: string[] = [];
    let broken = true;
    const step = (name: string, more: Partial<Step> = {}): Step => ({
      name,
      async run() {
        ran.push(name);
        return broken && name === 'write' ? fail('No') : done();
      },
      ...more,
    });
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        step('claim'),
        step('look'),
        step('write', { retryFrom: 'look' }),
        step('check'),
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request());
    await untilStatus(engine, run, 'failed');
    broken = false;
    const again = await engine.retry(run.id, { by: 'user:default/ann' });
    expect(again.steps.map(({ status }) => status)).toEqual([
      'done',
      'pending',
      'pending',
      'pending',
    ]);
    await untilStatus(engine, run, 'succeeded');
    expect(ran).toEqual(['claim', 'look', 'write', 'look', 'write', 'check']);
  });

  it('refuses a kind whose retry would begin at a later step', () => {
    const run = async () => done();
    expect(() =>
      defineRunKind({
        kind: 'work',
        steps: [
          { name: 'write', retryFrom: 'check', run },
          { name: 'check', run },
        ],
      }),
    ).toThrow('"check", which is no step before it');
  });
});
