import { TestDatabases } from '@backstage/backend-test-utils';
import { StillClock } from '@towpath/clock/testing';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import {
  defineRunKind,
  done,
  fail,
  wait,
  type Facts,
  type RunFilter,
} from '../index';

const SECRET = 'pa"ss/w?rd+1';

describe('reading', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  const kind = defineRunKind({
    kind: 'work',
    steps: [{ name: 'only', run: async () => done() }],
  });

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('shows no secret in a line or a reason, however it is encoded', async () => {
    const basic = Buffer.from(`bot:${SECRET}`).toString('base64');
    const talking = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'talk',
          async run({ log }) {
            log.info(`push to https://bot:${SECRET}@git`);
            log.warn(`Authorization: Basic ${basic}`);
            log.warn(`GET /?token=${encodeURIComponent(SECRET)}&a=1`);
            log.error(JSON.stringify({ password: SECRET }));
            return fail(`refused with ${SECRET}`);
          },
        },
      ],
    });
    const engine = await workshop.engine([talking], {
      secrets: () => [SECRET, 'a'],
    });
    const { run } = await engine.start(request());
    const ended = await untilStatus(engine, run, 'failed');
    expect(ended.reason).toBe('refused with ***');
    expect(ended.steps[0].message).toBe('refused with ***');
    const { lines } = await engine.log(run.id);
    expect(lines.map(({ message }) => message)).toEqual([
      'push to https://***@git',
      'Authorization: ***',
      'GET /?token=***&a=1',
      '{"password":"***"}',
      'failed: refused with ***',
    ]);
  });

  it('follows a log without missing a line, to its end', async () => {
    const talking = defineRunKind({
      kind: 'work',
      steps: [
        {
          name: 'talk',
          async run({ log }) {
            for (let i = 1; i <= 25; i++) log.info(`line ${i}`);
            log.info('x'.repeat(10_000));
            return done();
          },
        },
      ],
    });
    const engine = await workshop.engine([talking]);
    const { run } = await engine.start(request());
    await untilStatus(engine, run, 'succeeded');
    const first = await engine.log(run.id, { limit: 20 });
    expect(first.ended).toBe(false);
    const rest = await engine.log(run.id, { after: 20 });
    expect(rest.ended).toBe(true);
    const lines = [...first.lines, ...rest.lines];
    expect(lines.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 27 }, (_, i) => i + 1),
    );
    expect(lines[0]).toMatchObject({ step: 'talk', message: 'line 1' });
    expect(lines[25].message).toMatch(/… \(2000 characters more\)$/);
  });

  it('lists newest first, page by page, while new runs come in', async () => {
    const clock = new StillClock();
    const engine = await workshop.idleEngine([kind], { clock });
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      const lockKey = `key ${i}`;
      const { run } = await engine.start(request({ lockKey }));
      ids.unshift(run.id);
      if (i % 2) clock.advance(1_000);
    }
    const query = { subjects: ['component:default/shop'], limit: 3 };
    const first = await engine.list(query);
    await engine.start(request());
    const second = await engine.list({ ...query, cursor: first.nextCursor });
    const third = await engine.list({ ...query, cursor: second.nextCursor });
    const pages = [first, second, third].map(({ items }) => items);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flat().map(({ id }) => id))).toEqual(new Set(ids));
    expect(third.nextCursor).toBeUndefined();
    await expect(engine.list({ limit: 3, cursor: 'no' })).rejects.toThrow(
      'cursor "no" is none of this list',
    );
    await expect(engine.list({ limit: 0 })).rejects.toThrow(
      'limit must be from 1 to 200, not 0',
    );
  });

  it('narrows a list by everything a page asks for', async () => {
    const engine = await workshop.idleEngine([kind]);
    const { run } = await engine.start(request());
    await engine.start(
      request({
        subject: 'component:default/cart',
        lockKey: 'cart@production',
        requestedBy: 'user:default/bob',
      }),
    );
    const { items } = await engine.list({
      kinds: ['work'],
      statuses: ['queued'],
      subjects: [run.subject],
      lockKey: run.lockKey,
      requestedBy: run.requestedBy,
      ids: [run.id],
      limit: 10,
    });
    expect(items).toEqual([run]);
  });

  it('finds runs by the facts of their kind as they are after each step, and by who may approve', async () => {
    const delivery = defineRunKind<{ to: string }, { version?: string }>({
      kind: 'work',
      facts: ({ input, state }) => ({
        to: input.to,
        version: state.version ?? 'none',
      }),
      steps: [
        { name: 'build', run: async () => done({ version: '1.1.0' }) },
        {
          name: 'soak',
          run: async () => wait({ every: { days: 1 }, reason: 'soak time' }),
        },
      ],
    });
    const engine = await workshop.engine([delivery]);
    const start = (to: string, by?: string[]) =>
      engine.start(
        request({
          lockKey: to,
          input: { to },
          approval: by && {
            digest: 'd',
            required: [{ id: 'leads', count: 1, fourEyes: false, by }],
          },
        }),
      );
    const { run: prod } = await start('prod', ['group:default/leads']);
    const { run: staging } = await start('staging');
    await untilStatus(engine, staging, 'waiting');
    const find = async (filter: RunFilter) =>
      (await engine.heads(filter)).map(({ id }) => id);

    expect(await find({ facts: { to: 'prod' } })).toEqual([prod.id]);
    expect(await find({ facts: { version: '1.1.0' } })).toEqual([staging.id]);
    const either: Facts[] = [
      { to: 'prod' },
      { to: 'staging', version: '1.1.0' },
    ];
    expect(await find({ facts: either })).toEqual([staging.id, prod.id]);
    expect(await find({ approvers: ['group:default/leads'] })).toEqual([
      prod.id,
    ]);
    expect(await find({ approvers: ['group:default/others'] })).toEqual([]);
    expect(await engine.count({ alive: true, facts: {} })).toBe(2);
    await engine.cancel(prod.id, { by: 'user:default/ann' });
    expect(await engine.count({ alive: true, facts: {} })).toBe(1);
    expect(await find({ approvers: ['group:default/leads'] })).toEqual([]);
  });

  it('finds runs that an engine before this one wrote, which knew no facts', async () => {
    const named = defineRunKind<{ name: string }>({
      ...kind,
      facts: ({ input }) => ({ name: input.name }),
    });
    const before = await workshop.idleEngine([named]);
    for (let at = 0; at < 210; at++) {
      const input = { name: `n${at}` };
      await before.start(request({ input, lockKey: `${at}` }));
    }
    await workshop.knex('workflow_runs').update({ facts: null });

    const engine = await workshop.idleEngine([named]);

    expect(await engine.count({ facts: { name: 'n0' } })).toBe(1);
    expect(await engine.count({ facts: {} })).toBe(210);
  });

  it('forgets runs that ended before the retention, and no others', async () => {
    const clock = new StillClock();
    const engine = await workshop.idleEngine([kind], {
      clock,
      retention: { days: 30 },
    });
    const { run: old } = await engine.start(request());
    const { run: alive } = await engine.start(request());
    await engine.cancel(old.id, { by: 'user:default/ann' });
    clock.advance(15 * 24 * 3_600_000);
    const { run: young } = await engine.start(request({ lockKey: 'other' }));
    await engine.cancel(young.id, { by: 'user:default/ann' });
    clock.advance(16 * 24 * 3_600_000);
    expect(await engine.clean()).toBe(1);
    await expect(engine.get(old.id)).rejects.toThrow('There is no run');
    expect((await engine.get(alive.id)).status).toBe('queued');
    expect((await engine.get(young.id)).status).toBe('cancelled');
  });

  it('forgets runs of a kind that is kept for less time before the others', async () => {
    const clock = new StillClock();
    const brief = { ...kind, kind: 'brief', retention: { days: 2 } };
    const engine = await workshop.idleEngine([kind, brief], { clock });
    const { run: kept } = await engine.start(request());
    const { run: gone } = await engine.start(
      request({ kind: 'brief', lockKey: 'other' }),
    );
    for (const { id } of [kept, gone]) {
      await engine.cancel(id, { by: 'user:default/ann' });
    }
    clock.advance(3 * 24 * 3_600_000);
    expect(await engine.clean()).toBe(1);
    expect((await engine.get(kept.id)).status).toBe('cancelled');
    await expect(engine.get(gone.id)).rejects.toThrow('There is no run');
  });

  it('answers in words for an id that is none', async () => {
    const engine = await workshop.idleEngine([kind]);
    await expect(engine.get('latest')).rejects.toThrow(
      'There is no run "latest"',
    );
  });
});
