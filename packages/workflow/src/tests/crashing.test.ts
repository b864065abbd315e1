import { TestDatabases } from '@backstage/backend-test-utils';
import { ChildWorker } from '../__testUtils__/ChildWorker';
import { crashKind, LEASE_MS } from '../__testUtils__/crashKind';
import { until } from '@towpath/test-kit';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import type { Run, WorkflowEngine } from '../index';

describe('a worker that goes away', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;
  let child: ChildWorker;
  let engine: WorkflowEngine;
  let run: Run;

  // A run whose step has had its effect in the child, which hangs there.
  beforeEach(async () => {
    workshop = await Workshop.open(databases);
    await workshop.knex.schema.createTable('effects', table => {
      table.text('key');
    });
    engine = await workshop.idleEngine(
      [crashKind(workshop.knex, 'parent', async () => undefined)],
      { leaseMs: LEASE_MS },
    );
    child = await ChildWorker.spawn(workshop.connection);
    ({ run } = await engine.start(request()));
    await child.says('acted');
  });
  afterEach(async () => {
    await child.end('SIGKILL');
    await workshop.close();
  });

  it('is killed in the middle of a step: another one ends the run, with one effect', async () => {
    await engine.begin();
    await child.end('SIGKILL');
    const ended = await untilStatus(engine, run, 'succeeded');
    expect(ended).toMatchObject({ state: { by: 'parent' } });
    expect(ended.steps[0]).toMatchObject({ status: 'done', attempt: 2 });
    expect(await workshop.knex('effects')).toEqual([{ key: `${run.id}/act` }]);
  });

  it('is killed every time: the run fails with the reason, and kills no more', async () => {
    await child.end('SIGKILL');
    child = await ChildWorker.spawn(workshop.connection);
    await child.says('acted');
    await child.end('SIGKILL');
    await engine.begin();
    const ended = await untilStatus(engine, run, 'failed');
    expect(ended.reason).toBe(
      'Step "act" failed 2 times. Last: Its process was lost',
    );
  });

  it('stalls and comes back after its lease: it writes nothing, not even a line', async () => {
    child.signal('SIGSTOP');
    await engine.begin();
    await untilStatus(engine, run, 'succeeded');
    const before = await workshop.knex('workflow_runs').where({ id: run.id });
    child.signal('SIGCONT');
    expect(await child.end('SIGTERM')).toBe(0);
    const after = await workshop.knex('workflow_runs').where({ id: run.id });
    expect(after).toEqual(before);
    const { lines } = await engine.log(run.id);
    expect(lines.map(({ message }) => message)).toEqual(['succeeded']);
  });

  it('is cancelled from another process, and is killed before its step returns: the run ends cancelled and knows what was done', async () => {
    child.signal('SIGSTOP');
    await engine.cancel(run.id, { by: 'user:default/eve' });
    await child.end('SIGKILL');
    await engine.begin();
    const ended = await untilStatus(engine, run, 'cancelled');
    expect(ended.state).toEqual({ by: 'parent', acted: true });
  });
});

describe('an engine that stops', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('leaves its run to another one at once, and the try does not count', async () => {
    const workshop = await Workshop.open(databases);
    await workshop.knex.schema.createTable('effects', table => {
      table.text('key');
    });
    const began: string[] = [];
    const leaving = await workshop.engine([
      crashKind(workshop.knex, 'leaving', ({ signal }) => {
        began.push('leaving');
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }),
    ]);
    const { run } = await leaving.start(request());
    await until('the step runs', () => began.length === 1);
    const staying = await workshop.engine([
      crashKind(workshop.knex, 'staying', async () => undefined),
    ]);
    await leaving.stop({ graceMs: 50 });
    const ended = await untilStatus(staying, run, 'succeeded');
    expect(ended).toMatchObject({ state: { by: 'staying' } });
    expect(ended.steps[0].attempt).toBe(1);
    await workshop.close();
  });
});
