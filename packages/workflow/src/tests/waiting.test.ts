import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { StillClock } from '@towpath/clock/testing';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done, wait, type Run } from '../index';

describe('waiting', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;
  let clock: StillClock;

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
    clock = new StillClock();
  });
  afterEach(() => workshop.close());

  function secondsToWake(run: Run): number {
    return (run.wakeAt!.getTime() - clock.now()) / 1000;
  }

  it('keeps the lock and the state until its time has come', async () => {
    const kind = defineRunKind<object, { looks: number }>({
      kind: 'work',
      steps: [
        {
          name: 'look',
          async run({ state: { looks = 0 } }) {
            const output = { looks: looks + 1 };
            return looks === 2
              ? done(output)
              : wait({ every: { minutes: 5 }, reason: 'Not there', output });
          },
        },
      ],
    });
    const engine = await workshop.engine([kind], { clock });
    const { run } = await engine.start(request());
    const { run: next } = await engine.start(request());
    const first = await untilStatus(engine, run, 'waiting');
    expect(first).toMatchObject({ reason: 'Not there', state: { looks: 1 } });
    expect(secondsToWake(first)).toBe(300);
    clock.advance(299_000);
    await engine.sweep();
    expect((await engine.get(run.id)).state).toEqual({ looks: 1 });
    clock.advance(1_000);
    await engine.sweep();
    await until('it has looked again', async () => {
      const { state, status } = await engine.get(run.id);
      return state.looks === 2 && status === 'waiting';
    });
    expect((await engine.get(next.id)).status).toBe('queued');
    clock.advance(300_000);
    await engine.sweep();
    const ended = await untilStatus(engine, run, 'succeeded');
    expect(ended.steps[0].attempt).toBe(1);
    await untilStatus(engine, next, 'waiting');
  });

  it('ends early when somebody wakes the run, also while its step is still looking', async () => {
    const looks: Array<(there: boolean) => void> = [];
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'look',
          async run() {
            const there = await new Promise<boolean>(look => looks.push(look));
            return there ? done() : wait({ every: { days: 1 }, reason: 'no' });
          },
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request());
    await until('it looks', () => looks.length === 1);
    await engine.wake({ subjects: [run.subject] });
    looks[0](false);
    await until('it looks again by itself', () => looks.length === 2);
    looks[1](false);
    await untilStatus(engine, run, 'waiting');
    await engine.wake({ lockKey: run.lockKey });
    await until('it looks a third time', () => looks.length === 3);
    looks[2](true);
    const ended = await untilStatus(engine, run, 'succeeded');
    expect(ended.steps[0].attempt).toBe(1);
  });

  it('is woken although it ends its look while others are woken', async () => {
    const looks: Array<() => void> = [];
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'look',
          async run({ run: { lockKey } }) {
            if (lockKey === 'slow') {
              await new Promise<void>(look => looks.push(look));
            }
            return wait({ every: { days: 1 }, reason: 'no' });
          },
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run: held } = await engine.start(request());
    const { run } = await engine.start(request({ lockKey: 'slow' }));
    await untilStatus(engine, held, 'waiting');
    await until('it looks', () => looks.length === 1);

    const { knex } = workshop;
    const holder = await knex.transaction();
    await holder('workflow_runs').where({ id: held.id }).forUpdate();
    const woken = engine.wake({ subjects: [run.subject] });
    const blocked = () =>
      knex('pg_locks').where({ granted: false }).select('pid');
    await until(
      'the wake is held up',
      async () => (await blocked()).length > 0,
    );
    looks[0]();
    await until('the look has ended, or is held up too', async () => {
      const { status } = await engine.get(run.id);
      return status === 'waiting' || (await blocked()).length > 1;
    });
    await holder.commit();
    await woken;

    await until('it looks again', () => looks.length === 2);
    looks[1]();
    const again = await untilStatus(engine, run, 'waiting');
    expect(again.steps[0].attempt).toBe(1);
  });

  it('backs off more and more from a step that throws, whoever wakes it, and gives up with the reason', async () => {
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'call',
          maxAttempts: 4,
          run: async ({ attempt }) => {
            throw new Error(`no answer ${attempt}`);
          },
        },
      ],
    });
    const engine = await workshop.engine([kind], { clock });
    const { run } = await engine.start(request());
    for (const [attempt, longest] of [
      [1, 2],
      [2, 4],
      [3, 8],
    ]) {
      const reason = `Attempt ${attempt} of 4 failed: no answer ${attempt}`;
      const waiting = await until(reason, async () => {
        const seen = await engine.get(run.id);
        return seen.status === 'waiting' && seen.reason === reason && seen;
      });
      expect(secondsToWake(waiting)).toBeGreaterThanOrEqual(longest / 2);
      expect(secondsToWake(waiting)).toBeLessThanOrEqual(longest);
      await engine.wake({ runIds: [run.id] });
      expect((await engine.get(run.id)).wakeAt).toEqual(waiting.wakeAt);
      clock.advance(longest * 1000);
      await engine.sweep();
    }
    const ended = await untilStatus(engine, run, 'failed');
    expect(ended.reason).toBe('Step "call" failed 4 times. Last: no answer 4');
    expect(ended.steps[0]).toMatchObject({ status: 'failed', attempt: 4 });
  });

  it('does not outlast the time of its step', async () => {
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'health',
          timeout: { minutes: 10 },
          run: async () =>
            wait({ every: { minutes: 7 }, reason: 'It is Progressing' }),
        },
      ],
    });
    const engine = await workshop.engine([kind], { clock });
    const { run } = await engine.start(request());
    const waiting = await untilStatus(engine, run, 'waiting');
    expect(secondsToWake(waiting)).toBe(420);
    clock.advance(420_000);
    await engine.sweep();
    await until('it waits for the rest of the time only', async () => {
      const seen = await engine.get(run.id);
      return seen.status === 'waiting' && secondsToWake(seen) === 180;
    });
    clock.advance(180_000);
    await engine.sweep();
    const ended = await untilStatus(engine, run, 'failed');
    expect(ended.reason).toBe(
      'Step "health" was not finished within 10 minutes. Last: It is Progressing',
    );
  });

  it('is cut short by the signal when the time is over while the step runs', async () => {
    const kind = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'hang',
          timeout: { milliseconds: 300 },
          run: ({ signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            }),
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request());
    const ended = await untilStatus(engine, run, 'failed');
    expect(ended.reason).toContain('The time of the step is over');
  });
});
