import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { StillClock } from '@towpath/clock/testing';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done, wait, type StepResult } from '../index';

const BY = { by: 'user:default/eve', reason: 'wrong version' };
const REASON = 'Cancelled by user:default/eve: wrong version';

describe('cancelling', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;
  const returns: Array<() => void> = [];
  const aborted: string[] = [];

  const waiting = defineRunKind({
    kind: 'waiting',
    steps: [
      {
        name: 'wait',
        run: async () => wait({ every: { days: 1 }, reason: 'nothing' }),
      },
    ],
  });
  // Returns when it is told to, whatever its signal says.
  const stubborn = defineRunKind<object, { written: boolean }>({
    kind: 'stubborn',
    steps: [
      {
        name: 'write',
        async run({ signal, runId }) {
          signal.addEventListener('abort', () => aborted.push(runId));
          await new Promise<void>(resolve => returns.push(resolve));
          return done({ written: true });
        },
      },
      { name: 'sync', run: async () => done() },
    ],
  });

  beforeEach(async () => {
    returns.length = 0;
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('ends a run at once while it awaits approval, is queued, or waits, and hands its lock on', async () => {
    const engine = await workshop.engine([waiting]);
    const required = [{ id: 'leads', count: 1, fourEyes: true }];
    const asked = request({ kind: 'waiting' });
    const { run: holder } = await engine.start(asked);
    const { run: queued } = await engine.start(asked);
    const { run: next } = await engine.start(asked);
    const { run: unapproved } = await engine.start({
      ...asked,
      approval: { digest: 'd', required },
    });
    await untilStatus(engine, holder, 'waiting');
    for (const { id } of [unapproved, queued, holder]) {
      const ended = await engine.cancel(id, BY);
      expect(ended).toMatchObject({ status: 'cancelled', reason: REASON });
    }
    await untilStatus(engine, next, 'waiting');
  });

  it('leaves a run that has gone on since whoever asks has looked at it', async () => {
    const engine = await workshop.idleEngine([waiting]);
    const { run } = await engine.start(request({ kind: 'waiting' }));
    const other = await workshop.knex.transaction();
    const goneOn = { status: 'waiting', step: 'wait' };
    await other('workflow_runs').where({ id: run.id }).update(goneOn);
    const asked = engine.cancel(run.id, {
      ...BY,
      unless: ({ status }) => status === 'waiting',
    });
    await other.commit();
    await expect(asked).rejects.toThrow(
      `Run "${run.id}" is not cancelled: it has gone on, waiting at wait`,
    );
    expect(await engine.get(run.id)).toMatchObject(goneOn);
  });

  it('tells the step that runs to stop, keeps its result, and begins no other', async () => {
    const engine = await workshop.engine([stubborn]);
    const elsewhere = await workshop.idleEngine([stubborn], { leaseMs: 1_000 });
    const { run } = await elsewhere.start(request({ kind: 'stubborn' }));
    await until('the step runs', () => returns.length === 1);
    const asked = await elsewhere.cancel(run.id, BY);
    expect(asked).toMatchObject({
      status: 'running',
      cancelRequestedBy: BY.by,
    });
    await until('the step is told to stop', () => aborted.includes(run.id));
    returns[0]();
    const ended = await untilStatus(engine, run, 'cancelled');
    expect(ended).toMatchObject({ reason: REASON, state: { written: true } });
    expect(ended.steps.map(({ status }) => status)).toEqual([
      'done',
      'skipped',
    ]);
  });

  describe('a step that can tell what it has done', () => {
    let tries: number;
    let looks: number;
    /** What the step does at each try, and what it finds when it is asked. */
    const careful = (
      act: (signal: AbortSignal) => Promise<StepResult<object>>,
      settle: () => Promise<object | undefined>,
    ) =>
      defineRunKind<object, object>({
        kind: 'careful',
        steps: [
          {
            name: 'write',
            async run({ signal }) {
              tries++;
              return act(signal);
            },
            async settle() {
              looks++;
              return settle();
            },
          },
          { name: 'sync', run: async () => done() },
        ],
      });
    const asked = request({ kind: 'careful' });
    const outage = async () => wait({ every: { days: 1 }, reason: 'down' });
    beforeEach(() => {
      tries = 0;
      looks = 0;
    });

    it('is not aborted, and its result is kept', async () => {
      let wasAborted = false;
      const kind = careful(
        async signal => {
          await new Promise<void>(resolve => returns.push(resolve));
          wasAborted = signal.aborted;
          return done({ written: 'all' });
        },
        async () => ({ written: 'something' }),
      );
      const engine = await workshop.engine([kind]);
      const { run } = await engine.start(asked);
      await until('the step runs', () => returns.length === 1);
      await engine.cancel(run.id, BY);
      returns[0]();
      const ended = await untilStatus(engine, run, 'cancelled');
      expect(ended).toMatchObject({
        reason: REASON,
        state: { written: 'all' },
      });
      expect({ wasAborted, looks }).toEqual({ wasAborted: false, looks: 0 });
    });

    it('is asked before the end when its try threw, or had to wait, and is not tried again', async () => {
      for (const act of [Promise.reject(new Error('cut off')), outage()]) {
        act.catch(() => {});
        const kind = careful(
          () => act,
          async () => ({ written: 'half' }),
        );
        // Its time stands still: however slow the machine is, no further try is due.
        const clock = new StillClock();
        const engine = await workshop.engine([kind], { clock });
        tries = 0;
        const { run } = await engine.start(asked);
        await untilStatus(engine, run, 'waiting');
        const cancelled = await engine.cancel(run.id, BY);
        expect(cancelled).toMatchObject({
          status: 'waiting',
          cancelRequestedBy: BY.by,
        });
        const ended = await untilStatus(engine, run, 'cancelled');
        expect(ended).toMatchObject({
          reason: REASON,
          state: { written: 'half' },
        });
        expect(tries).toBe(1);
        await engine.stop();
      }
    });

    it('is asked again when it could not find out, and not for ever', async () => {
      const answers = [new Error('down'), undefined];
      const kind = careful(outage, async () => {
        const answer = answers.shift();
        if (answer) throw answer;
        return { written: 'half' };
      });
      const engine = await workshop.engine([kind]);
      const { run } = await engine.start(asked);
      await untilStatus(engine, run, 'waiting');
      await engine.cancel(run.id, BY);
      const ended = await untilStatus(engine, run, 'cancelled');
      expect(ended.state).toEqual({ written: 'half' });

      const hopeless = careful(outage, async () => {
        throw new Error('gone for good');
      });
      hopeless.steps[0].maxAttempts = 1;
      await engine.stop();
      const other = await workshop.engine([hopeless]);
      const { run: lost } = await other.start(asked);
      await untilStatus(other, lost, 'waiting');
      await other.cancel(lost.id, BY);
      expect((await untilStatus(other, lost, 'cancelled')).reason).toBe(
        `${REASON}. What "write" has done could not be found out: gone for good`,
      );
    });
  });

  it('says the truth when it comes too late', async () => {
    const kind = defineRunKind({
      ...stubborn,
      steps: stubborn.steps.slice(0, 1),
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request({ kind: 'stubborn' }));
    await until('the last step runs', () => returns.length === 1);
    await engine.cancel(run.id, BY);
    returns[0]();
    await untilStatus(engine, run, 'succeeded');
    await expect(engine.cancel(run.id, BY)).rejects.toThrow(
      `Run "${run.id}" cannot be cancelled: it has ended, succeeded`,
    );
    await expect(engine.retry(run.id, BY)).rejects.toThrow('not failed');
  });
});
