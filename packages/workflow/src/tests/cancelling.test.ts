import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '../__testUtils__/until';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done, wait } from '../index';

jest.setTimeout(120_000);

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
