import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done, type WorkflowEngine } from '../index';

const kind = defineRunKind({
  kind: 'work',
  steps: [{ name: 'only', run: async () => done() }],
});

describe('an engine', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('hears of runs again after the connection on which it heard of them was cut', async () => {
    const { knex } = workshop;
    const working = await workshop.engine([kind]);
    const asking = await workshop.idleEngine([kind]);
    const [{ pid }] = await listenersOf(knex);
    await knex.raw('select pg_terminate_backend(?)', [pid]);

    const { run } = await asking.start(request());
    await untilStatus(working, run, 'succeeded');

    await until('it listens again', async () => {
      const [again] = await listenersOf(knex);
      return again && again.pid !== pid;
    });
    expect(await listenersOf(knex)).toHaveLength(1);
  });

  it('leaves no connection behind when it stops while it begins', async () => {
    const { knex } = workshop;
    const engine = await workshop.idleEngine([kind]);
    const begun = engine.begin();
    await engine.stop();
    await begun;
    await until('nobody listens', async () => {
      return (await listenersOf(knex)).length === 0;
    });
    expect(await listenersOf(knex)).toEqual([]);
  });

  it('works on no more runs at a time than it may, and on each of them', async () => {
    let most = 0;
    let now = 0;
    const slow = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'only',
          async run() {
            now += 1;
            most = Math.max(most, now);
            await until('all places are taken', () => most === 3);
            now -= 1;
            return done();
          },
        },
      ],
    });
    const engine = await workshop.engine([slow], { workers: 3 });
    const ids = await startMany(engine, 20);
    for (const id of ids) await untilStatus(engine, { id }, 'succeeded');
    expect(most).toBe(3);
  });

  it('leaves alone what it knows no kind of, and asks the database no more often for it', async () => {
    const { knex } = workshop;
    const other = defineRunKind({ ...kind, kind: 'other' });
    const asking = await workshop.idleEngine([kind, other]);
    await asking.start(request({ kind: 'other', lockKey: 'other' }));
    const engine = await workshop.engine([kind]);
    let asked = 0;
    knex.on('query', ({ sql }) => {
      if (/from workflow_locks lock/.test(sql)) asked += 1;
    });
    const { run } = await asking.start(request());
    await untilStatus(engine, run, 'succeeded');
    // Once when it hears of the run, once when it is through, and once at most by the clock.
    expect(asked).toBeLessThanOrEqual(4);
  });
});

async function startMany(engine: WorkflowEngine, count: number) {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const { run } = await engine.start(request({ lockKey: `key ${at}` }));
    ids.push(run.id);
  }
  return ids;
}

async function listenersOf(knex: Knex): Promise<{ pid: number }[]> {
  const { rows } = await knex.raw(
    `select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`,
  );
  return rows;
}
